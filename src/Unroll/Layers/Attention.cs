using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// Attention without projections (Luong et al., 2015): Keras' Attention. The scores are dot products of queries and keys or, with
/// <see cref="ScoreMode.Concatenate"/>, sums of tanh(query + key); softmax makes them weights of the values. The output of masked queries is 0.
/// </summary>
public sealed class Attention : AttentionLayer
{
    Parameter? _scale, _concatScoreWeight;
    int _features, _values;

    /// <summary>A layer with Keras' defaults.</summary>
    public Attention()
    {
    }

    internal Attention(LayerReader options)
        : base(options)
    {
        UseScale = options.Flag("use_scale", UseScale);
        Mode = options.Named("score_mode", ScoreModeRegistry.Modes, Mode);
    }

    /// <summary>Whether the scores are multiplied by a number that is learned, from 1 on.</summary>
    public bool UseScale { get; init; }

    /// <summary>What a score is: Keras' score_mode.</summary>
    public ScoreMode Mode { get; init; }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["use_scale"] = UseScale;
        options["score_mode"] = ScoreModeRegistry.NameOf(Mode);
    }

    private protected override Shape Build(LayerBuilder builder, Shape query, Shape value, Shape key)
    {
        if (key.Last != query.Last)
            throw new ShapeMismatchException(BuiltName, $"keys of {query.Last} features, as the queries have", key, nameof(key));
        (_features, _values) = (query.Last, value.Last);
        _scale = UseScale ? builder.AddParameter("scale", [], Initializer.Ones) : null;
        _concatScoreWeight = Mode == ScoreMode.Concatenate ? builder.AddParameter("concat_score_weight", [], Initializer.Ones) : null;
        return query.WithLast(value.Last);
    }

    private protected override (Tensor Output, AttentionResult Result) Attend(LayerContext context, Tensor query, Tensor value, Tensor key)
    {
        if (_features == 0)
            throw NotBuilt();
        (query, value, key) = Checked(context, query, value, key, _features, _values, _features);
        Tensor q = query, k = key;
        if (_scale is not null)
            q = context.Tape.Scale(q, _scale.Tensor);
        if (_scale is not null && Mode == ScoreMode.Concatenate)
            k = context.Tape.Scale(k, _scale.Tensor);
        AttentionResult result = _concatScoreWeight is null
            ? context.Tape.DotProductAttention(q, k, value, Options(context))
            : context.Tape.AdditiveAttention(q, k, value, context.Tape.Scale(Ones(context), _concatScoreWeight.Tensor), Options(context));
        return (context.Tape.ZeroMaskedSteps(result.Context.WithMaskOf(query)), result);
    }

    Tensor Ones(LayerContext context)
    {
        Tensor ones = context.Tape.Arena.Allocate(new Shape(_features));
        ones.Values.Fill(1);
        return ones;
    }
}
