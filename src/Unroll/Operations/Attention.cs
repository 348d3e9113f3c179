using Unroll.Autograd;
using Unroll.Kernels.Attention;
using Unroll.Kernels.Normalization;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Attention: the values of a sequence, weighted by how well their keys answer a query.</summary>
public static class AttentionOperations
{
    /// <summary>softmax(scale · q·kᵀ + bias)·v of every head (Vaswani et al., 2017), whole sequences at once.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="query">[queries, batch, heads · key size].</param>
    /// <param name="key">[keys, batch, heads · key size].</param>
    /// <param name="value">[keys, batch, heads · value size]; its mask says which keys count.</param>
    /// <param name="options">Heads, scale, bias, causality and dropout.</param>
    /// <returns>The contexts, [queries, batch, heads · value size], and the weights. A query that sees no key has a context of zeros.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not go together.</exception>
    public static AttentionResult DotProductAttention(this Tape tape, Tensor query, Tensor key, Tensor value, AttentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return Run(tape, query, key, value, default, options);
    }

    /// <summary>softmax(Σ w·tanh(q + k) + bias)·v (Bahdanau et al., 2014), for one head.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="query">[queries, batch, features].</param>
    /// <param name="key">[keys, batch, features].</param>
    /// <param name="value">[keys, batch, value features]; its mask says which keys count.</param>
    /// <param name="weights">w: [features].</param>
    /// <param name="options">Bias, causality and dropout.</param>
    /// <returns>The contexts, [queries, batch, value features], and the weights.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not go together.</exception>
    public static AttentionResult AdditiveAttention(this Tape tape, Tensor query, Tensor key, Tensor value, Tensor weights, AttentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (options.Heads != 1 || options.Scale != 1)
            throw new ArgumentException("Additive attention has one head, and no scale.", nameof(options));
        if (weights.Shape.Length != query.Shape.Last)
            throw new ShapeMismatchException(nameof(AdditiveAttention), $"({query.Shape.Last},)", weights.Shape, nameof(weights));
        return Run(tape, query, key, value, weights, options);
    }

    static AttentionResult Run(Tape tape, Tensor query, Tensor key, Tensor value, Tensor additive, AttentionOptions options)
    {
        AttentionShape shape = ShapeOf(query, key, value, options);
        bool gradient = query.RequiresGradient || key.RequiresGradient || value.RequiresGradient || Requires(options.Bias) || Requires(additive);
        Tensor context = tape.Allocate(new Shape(shape.Queries, shape.Batch, shape.Heads * shape.ValueSize), gradient);
        Tensor weights = tape.Arena.Allocate(new Shape(shape.ScoreLength));
        Tensor dropped = options.Dropout > 0 ? tape.Arena.Allocate(new Shape(shape.ScoreLength)) : default;
        Span<float> scratch = value.HasMask ? tape.Arena.Scratch(AttentionForward.ScratchLength(shape)) : [];
        AttentionForward.Run(tape.Workers, shape, options.Scoring, Inputs(query, key, value, additive, options.Bias), value.Mask, weights.Values,
            ValuesOf(dropped), context.Values, scratch);
        if (context.RequiresGradient)
            tape.Record<AttentionEntry>().Save(shape, options, query, key, value, additive, weights, dropped, context);
        return new AttentionResult(context, weights, shape);
    }

    static AttentionShape ShapeOf(Tensor query, Tensor key, Tensor value, AttentionOptions options)
    {
        int heads = options.Heads;
        Require(query, heads, "[queries, batch, heads · key size]", nameof(query));
        Require(key, heads, "[keys, batch, heads · key size]", nameof(key));
        Require(value, heads, "[keys, batch, heads · value size]", nameof(value));
        int queries = query.Shape[0], keys = key.Shape[0], batch = query.Shape[1], size = query.Shape[2];
        if (key.Shape != new Shape(keys, batch, size))
            throw new ShapeMismatchException(nameof(DotProductAttention), $"({keys}, {batch}, {size}) for queries {query.Shape}", key.Shape, nameof(key));
        if (value.Shape[0] != keys || value.Shape[1] != batch)
            throw new ShapeMismatchException(nameof(DotProductAttention), $"({keys}, {batch}, …) for keys {key.Shape}", value.Shape, nameof(value));
        if (!options.Bias.IsEmpty && options.Bias.Shape != new Shape(heads, queries, keys))
            throw new ShapeMismatchException(nameof(DotProductAttention), $"({heads}, {queries}, {keys})", options.Bias.Shape, nameof(options.Bias));
        return new AttentionShape(queries, keys, batch, heads, size / heads, value.Shape[2] / heads);
    }

    static void Require(Tensor tensor, int heads, string expected, string name)
    {
        if (tensor.Shape.Rank != 3 || tensor.Shape[2] % heads != 0)
            throw new ShapeMismatchException(nameof(DotProductAttention), $"{expected} for {heads} heads", tensor.Shape, name);
    }

    static bool Requires(Tensor tensor) => !tensor.IsEmpty && tensor.RequiresGradient;

    static Span<float> ValuesOf(Tensor tensor) => tensor.IsEmpty ? [] : tensor.Values;

    static AttentionInputs Inputs(Tensor query, Tensor key, Tensor value, Tensor additive, Tensor bias) => new()
    {
        Queries = query.Values, Keys = key.Values, Values = value.Values, Additive = ValuesOf(additive), Bias = ValuesOf(bias),
    };

    sealed class AttentionEntry : TapeEntry
    {
        AttentionShape _shape;
        AttentionOptions _options;
        Tensor _query, _key, _value, _additive, _weights, _dropped, _context;

        public void Save(AttentionShape shape, AttentionOptions options, Tensor query, Tensor key, Tensor value, Tensor additive, Tensor weights,
            Tensor dropped, Tensor context)
        {
            (_shape, _options, _query, _key, _value, _additive) = (shape, options, query, key, value, additive);
            (_weights, _dropped, _context) = (weights, dropped, context);
        }

        public override void Backward(Tape tape)
        {
            if (!_context.HasGradient)
                return;

            // In the order in which the kernel writes them: two of them may be one tensor.
            GradientTarget values = TargetOf(_value), queries = TargetOf(_query), keys = TargetOf(_key);
            var gradients = new AttentionGradients
            {
                Values = values, Queries = queries, Keys = keys, Bias = TargetOf(_options.Bias), Additive = TargetOf(_additive),
            };
            AttentionBackward.Run(tape.Workers, _shape, _options.Scoring, Inputs(_query, _key, _value, _additive, _options.Bias), _weights.Values,
                ValuesOf(_dropped), _context.Gradients, gradients,
                tape.Arena.Scratch(AttentionBackward.ScratchLength(_shape, tape.Workers.Count, !_additive.IsEmpty)));
        }

        static GradientTarget TargetOf(Tensor tensor) => Requires(tensor) ? new(tensor.Gradients, tensor.AccumulatesGradient()) : default;
    }
}
