using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// Attention whose scores are Σ scale·tanh(query + key) (Bahdanau et al., 2014): Keras' AdditiveAttention. Dense layers before it bring queries and keys to the
/// same features. The output of masked queries is 0.
/// </summary>
public sealed class AdditiveAttention : AttentionLayer
{
    Parameter? _scale;
    int _features, _values;

    /// <summary>A layer with Keras' defaults.</summary>
    public AdditiveAttention()
    {
    }

    internal AdditiveAttention(LayerReader options)
        : base(options) => UseScale = options.Flag("use_scale", UseScale);

    /// <summary>Whether the features of tanh(query + key) have weights that are learned; else they count alike.</summary>
    public bool UseScale { get; init; } = true;

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["use_scale"] = UseScale;
    }

    private protected override Shape Build(LayerBuilder builder, Shape query, Shape value, Shape key)
    {
        if (key.Last != query.Last)
            throw new ShapeMismatchException(BuiltName, $"keys of {query.Last} features, as the queries have", key, nameof(key));
        (_features, _values) = (query.Last, value.Last);
        _scale = UseScale ? builder.AddParameter("scale", new Shape(_features), Initializer.GlorotUniform) : null;
        return query.WithLast(value.Last);
    }

    private protected override (Tensor Output, AttentionResult Result) Attend(LayerContext context, Tensor query, Tensor value, Tensor key)
    {
        if (_features == 0)
            throw NotBuilt();
        (query, value, key) = Checked(context, query, value, key, _features, _values, _features);
        AttentionResult result = context.Tape.AdditiveAttention(query, key, value, _scale?.Tensor ?? Ones(context), Options(context));
        return (context.Tape.ZeroMaskedSteps(result.Context.WithMaskOf(query)), result);
    }

    Tensor Ones(LayerContext context)
    {
        Tensor ones = context.Tape.Arena.Allocate(new Shape(_features));
        ones.Values.Fill(1);
        return ones;
    }
}
