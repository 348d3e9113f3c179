using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// A layer of T5 (Raffel et al., 2020): attention of a sequence to itself, in a decoder then to the encoder's, and a feed-forward part. Each reads its input
/// normalized and is added to it. The first layer of a stack holds the biases by distance for all.
/// </summary>
sealed class T5Block(T5Configuration configuration, bool isDecoder, int index) : TransformerLayer($"{(isDecoder ? "decoder" : "encoder")}.block.{index}")
{
    T5Attention? _self, _cross;
    Parameter? _distances;
    Linear? _gate, _input, _output;
    Norm? _forwardNorm;

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        int size = configuration.ModelSize, inner = configuration.FeedForwardSize, forward = isDecoder ? 2 : 1;
        _self = T5Attention.Declare(builder, configuration, 0, "SelfAttention");
        if (index == 0)
            _distances = builder.AddParameter("layer.0.SelfAttention.relative_attention_bias.weight", new Shape(configuration.Buckets, configuration.Heads),
                T5Attention.Normal(size));
        _cross = isDecoder ? T5Attention.Declare(builder, configuration, 1, "EncDecAttention") : null;
        string name = $"layer.{forward}.DenseReluDense";
        if (configuration.IsGated)
            _gate = Linear.Declare(builder, $"{name}.wi_0", size, inner, T5Attention.Normal(size), hasBias: false);
        _input = Linear.Declare(builder, configuration.IsGated ? $"{name}.wi_1" : $"{name}.wi", size, inner, T5Attention.Normal(size), hasBias: false);
        _output = Linear.Declare(builder, $"{name}.wo", inner, size, T5Attention.Normal(inner), hasBias: false);
        _forwardNorm = Norm.Declare(builder, $"layer.{forward}.layer_norm", size, configuration.Epsilon, hasBias: false);
        return input;
    }

    public override Tensor Forward(LayerContext context, Tensor input) => throw new NotSupportedException("A layer of T5 needs the biases of its stack.");

    /// <summary>The biases by distance of the whole stack, of the first of its layers.</summary>
    public Tensor Bias(LayerContext context, int queries, int keys, int firstQuery) => context.Tape.RelativePositionBias(
        Built(_distances).Tensor, queries, keys, !isDecoder, configuration.MaximalDistance, firstQuery);

    /// <param name="context">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="bias">Of <see cref="Bias"/>.</param>
    /// <param name="encoded">What the encoder gave; empty in the encoder.</param>
    /// <param name="cache">Keys and values of earlier steps, where the decoder goes step by step.</param>
    public Tensor Forward(LayerContext context, Tensor x, Tensor bias, Tensor encoded, T5BlockCache? cache)
    {
        Tensor normalized = _self!.Norm.Forward(context, x);
        (Tensor keys, Tensor values) = _self.Project(context, normalized);
        int first = cache?.Length ?? 0;
        if (cache is not null)
            (keys, values) = cache.Append(keys, values);
        x = Attend(context, _self, x, normalized, keys, values, bias, first);
        if (_cross is not null)
        {
            (keys, values) = cache is { HasEncoded: true } ? cache.Encoded : _cross.Project(context, encoded);
            cache?.KeepEncoded(keys, values);
            x = Attend(context, _cross, x, _cross.Norm.Forward(context, x), keys, values, default, 0);
        }

        normalized = _forwardNorm!.Forward(context, x);
        Tensor inner = _input!.Forward(context, normalized);
        inner = _gate is null
            ? context.Tape.Activate(inner, configuration.Activation)
            : context.Tape.Multiply(context.Tape.Activate(_gate.Forward(context, normalized), configuration.Activation), inner);
        Tensor output = _output!.Forward(context, Drop(context, inner, configuration.Dropout));
        return context.Tape.Add(x, Drop(context, output, configuration.Dropout)).WithMaskOf(x);
    }

    Tensor Attend(LayerContext context, T5Attention attention, Tensor x, Tensor normalized, Tensor keys, Tensor values, Tensor bias, int first)
    {
        bool drops = context.IsTraining && configuration.Dropout > 0;
        var options = new AttentionOptions
        {
            Heads = configuration.Heads, Bias = bias, IsCausal = isDecoder && attention == _self, FirstQuery = first,
            Dropout = drops ? configuration.Dropout : 0, DropoutKey = drops ? context.KeyOf(this) : default,
        };
        Tensor attended = context.Tape.DotProductAttention(attention.Query.Forward(context, normalized), keys, values, options).Context;
        return context.Tape.Add(x, Drop(context, attention.Output.Forward(context, attended), configuration.Dropout)).WithMaskOf(x);
    }
}
