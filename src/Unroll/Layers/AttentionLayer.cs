using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A layer whose output at a step is a mean of the values of a sequence, weighted by how well their keys answer the query of that step. In a stack a sequence
/// attends to itself. In a model of your own it may attend to another one: <c>builder.Add(attention, query, value)</c> in BuildLayers, then
/// <c>attention.Forward(context, query, value)</c>. Masked values are left out, and the output has the mask of the query.
/// </summary>
public abstract class AttentionLayer : Layer
{
    private protected AttentionLayer()
    {
    }

    private protected AttentionLayer(LayerReader options)
    {
        Dropout = options.Single("dropout", Dropout);
        UseCausalMask = options.Flag("use_causal_mask", UseCausalMask);
    }

    /// <summary>In training, the share of weights that become 0, the others being scaled up; in [0, 1].</summary>
    public float Dropout { get; init => field = Argument.Fraction(value); }

    /// <summary>Whether a step attends to itself and those before it alone: Keras' argument use_causal_mask.</summary>
    public bool UseCausalMask { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Query, value and key are no sequences that go together.</exception>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IReadOnlyList<Shape> side = builder.SideInputs;
        Shape value = LayerInput.Sequence(this, side.Count > 0 ? side[0] : input), key = LayerInput.Sequence(this, side.Count > 1 ? side[1] : value);
        return key[0] == value[0]
            ? Build(builder, LayerInput.Sequence(this, input), value, key)
            : throw new ShapeMismatchException(BuiltName, $"a key for each of the {value[0]} values", key, nameof(key));
    }

    /// <summary>The output of a sequence that attends to itself.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">[time, batch, features].</param>
    public override Tensor Forward(LayerContext context, Tensor input) => Forward(context, input, input);

    /// <summary>The output for queries of one sequence and values of another.</summary>
    /// <param name="context">The step.</param>
    /// <param name="query">[queries, batch, features].</param>
    /// <param name="value">[values, batch, features]; its mask says which values count.</param>
    /// <param name="key">[values, batch, features]; the values themselves when left out.</param>
    /// <returns>[queries, batch, features].</returns>
    public Tensor Forward(LayerContext context, Tensor query, Tensor value, Tensor key = default) => Attend(context, query, value, key).Output;

    /// <summary>The output, and the weights that each query gave to the values: Keras' return_attention_scores.</summary>
    /// <param name="context">The step.</param>
    /// <param name="query">[queries, batch, features].</param>
    /// <param name="value">[values, batch, features]; its mask says which values count.</param>
    /// <param name="key">[values, batch, features]; the values themselves when left out.</param>
    /// <returns>[queries, batch, features], and [batch, heads, queries, values], before dropout, which no gradient flows into.</returns>
    public (Tensor Output, Tensor Scores) ForwardWithScores(LayerContext context, Tensor query, Tensor value, Tensor key = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        (Tensor output, AttentionResult result) = Attend(context, query, value, key);
        return (output, result.CopyWeights(context.Tape));
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["dropout"] = Dropout;
        options["use_causal_mask"] = UseCausalMask;
    }

    /// <summary>Declares the parameters for sequences of these shapes.</summary>
    private protected abstract Shape Build(LayerBuilder builder, Shape query, Shape value, Shape key);

    /// <summary>The output with the mask of the query, and the attention that it was made from.</summary>
    private protected abstract (Tensor Output, AttentionResult Result) Attend(LayerContext context, Tensor query, Tensor value, Tensor key);

    /// <summary>The options of the operation in this step.</summary>
    private protected AttentionOptions Options(LayerContext context, int heads = 1, float scale = 1)
    {
        bool drops = context.IsTraining && Dropout > 0;
        return new AttentionOptions
        {
            Heads = heads, Scale = scale, IsCausal = UseCausalMask, Dropout = drops ? Dropout : 0, DropoutKey = drops ? context.KeyOf(this) : default,
        };
    }

    /// <summary>Query, value and key, which must be sequences with the features that the layer was built for; the value has the mask of both.</summary>
    private protected (Tensor Query, Tensor Value, Tensor Key) Checked(LayerContext context, Tensor query, Tensor value, Tensor key, int querySize,
        int valueSize, int keySize)
    {
        ArgumentNullException.ThrowIfNull(context);
        key = key.IsEmpty ? value : key;
        Require(query, querySize, nameof(query));
        Require(value, valueSize, nameof(value));
        Require(key, keySize, nameof(key));
        return (query, key.HasMask && !key.IsSameWindow(value) ? WithBothMasks(context.Tape, value, key) : value, key);
    }

    void Require(Tensor tensor, int features, string name)
    {
        if (tensor.IsIds || tensor.Shape.Rank != 3 || tensor.Shape[2] != features)
            throw new ShapeMismatchException(BuiltName, $"[time, batch, {features}]", tensor.Shape, name);
    }

    static Tensor WithBothMasks(Tape tape, Tensor value, Tensor key)
    {
        if (!value.HasMask)
            return value.WithMaskOf(key);
        Tensor both = tape.Arena.AttachMask(value.WithoutMask());
        for (int i = 0; i < both.Mask.Length; i++)
            both.Mask[i] = (byte)(value.Mask[i] & key.Mask[i]);
        return both;
    }
}
