using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// Attention of several heads (Vaswani et al., 2017): Keras' MultiHeadAttention. Queries, keys and values are projected for each head, softmax(q·kᵀ/√keyDim)·v
/// of all heads together is projected to the features of the query.
/// </summary>
public sealed class MultiHeadAttention : AttentionLayer
{
    Projection? _query, _key, _value, _output;

    /// <summary>A layer with Keras' defaults.</summary>
    /// <param name="numHeads">Heads.</param>
    /// <param name="keyDim">Features of a query and a key in a head.</param>
    public MultiHeadAttention(int numHeads, int keyDim) =>
        (NumHeads, KeyDim, ValueDim) = (Argument.AtLeast(1, numHeads), Argument.AtLeast(1, keyDim), keyDim);

    internal MultiHeadAttention(LayerReader options)
        : base(options)
    {
        (NumHeads, KeyDim) = (Argument.AtLeast(1, options.Integer("num_heads")), Argument.AtLeast(1, options.Integer("key_dim")));
        ValueDim = options.Integer("value_dim", KeyDim);
        UseBias = options.Flag("use_bias", UseBias);
        KernelInitializer = options.Initializer("kernel_initializer", KernelInitializer);
        BiasInitializer = options.Initializer("bias_initializer", BiasInitializer);
        KernelRegularizer = options.Regularizer("kernel_regularizer");
        BiasRegularizer = options.Regularizer("bias_regularizer");
    }

    /// <summary>Heads.</summary>
    public int NumHeads { get; }

    /// <summary>Features of a query and a key in a head.</summary>
    public int KeyDim { get; }

    /// <summary>Features of a value in a head; <see cref="KeyDim"/> unless set.</summary>
    public int ValueDim { get; init => field = Argument.AtLeast(1, value); }

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the projections are drawn.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How their biases are drawn.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Regularizer of the projections; null for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Regularizer of their biases; null for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["num_heads"] = NumHeads;
        options["key_dim"] = KeyDim;
        options["value_dim"] = ValueDim;
        options["use_bias"] = UseBias;
        options.Write("kernel_initializer", KernelInitializer);
        options.Write("bias_initializer", BiasInitializer);
        options.Write("kernel_regularizer", KernelRegularizer);
        options.Write("bias_regularizer", BiasRegularizer);
    }

    private protected override Shape Build(LayerBuilder builder, Shape query, Shape value, Shape key)
    {
        Projection Project(string name, Shape kernel, Shape bias) => new(
            builder.AddParameter($"{name}.kernel", kernel, KernelInitializer, KernelRegularizer),
            UseBias ? builder.AddParameter($"{name}.bias", bias, BiasInitializer, BiasRegularizer) : null);
        _query = Project("query", [query.Last, NumHeads, KeyDim], [NumHeads, KeyDim]);
        _key = Project("key", [key.Last, NumHeads, KeyDim], [NumHeads, KeyDim]);
        _value = Project("value", [value.Last, NumHeads, ValueDim], [NumHeads, ValueDim]);
        _output = Project("attention_output", [NumHeads, ValueDim, query.Last], [query.Last]);
        return query;
    }

    private protected override (Tensor Output, AttentionResult Result) Attend(LayerContext context, Tensor query, Tensor value, Tensor key)
    {
        if (_query is null || _key is null || _value is null || _output is null)
            throw NotBuilt();
        (query, value, key) = Checked(context, query, value, key, _query.Inputs, _value.Inputs, _key.Inputs);
        Tensor q = _query.Forward(context, query, NumHeads * KeyDim), k = _key.Forward(context, key, NumHeads * KeyDim);
        Tensor v = _value.Forward(context, value, NumHeads * ValueDim).WithMaskOf(value);
        AttentionResult result = context.Tape.DotProductAttention(q, k, v, Options(context, NumHeads, 1 / MathF.Sqrt(KeyDim)));
        return (_output.Forward(context, result.Context, query.Shape.Last).WithMaskOf(query), result);
    }

    /// <summary>x·W + b, where W is a matrix in several extents.</summary>
    sealed record Projection(Parameter Kernel, Parameter? Bias)
    {
        public int Inputs => Kernel.Shape[0];

        public Tensor Forward(LayerContext context, Tensor x, int units) => context.Tape.MatMul(
            x, Kernel.Tensor.Reshape(new Shape(x.Shape.Last, units)), Bias?.Tensor.Reshape(new Shape(units)) ?? default);
    }
}
