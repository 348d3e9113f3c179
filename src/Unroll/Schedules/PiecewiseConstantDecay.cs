using System.Text.Json.Nodes;
using Unroll.Arguments;

namespace Unroll.Schedules;

/// <summary>
/// A constant rate up to each boundary, another one after it: Keras' PiecewiseConstantDecay. The step of a boundary still has the rate before it.
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    readonly long[] _boundaries;
    readonly double[] _values;

    /// <summary>Rates and the steps between them.</summary>
    /// <param name="boundaries">The last step of every rate but the last, ascending.</param>
    /// <param name="values">The rates, one more than there are boundaries.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or the boundaries do not ascend.</exception>
    public PiecewiseConstantDecay(ReadOnlySpan<long> boundaries, ReadOnlySpan<double> values)
    {
        if (values.Length != boundaries.Length + 1)
            throw new ArgumentException($"{boundaries.Length} boundaries part {boundaries.Length + 1} rates, not {values.Length}.", nameof(values));
        for (int i = 1; i < boundaries.Length; i++)
            if (boundaries[i] <= boundaries[i - 1])
                throw new ArgumentException($"Boundaries ascend; {boundaries[i]} comes after {boundaries[i - 1]}.", nameof(boundaries));
        foreach (double value in values)
            Argument.NotNegative(value, nameof(values));
        (_boundaries, _values) = (boundaries.ToArray(), values.ToArray());
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        int place = Array.BinarySearch(_boundaries, step);
        return _values[place < 0 ? ~place : place];
    }

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "piecewise_constant_decay", ["boundaries"] = new JsonArray([.. _boundaries.Select(step => (JsonNode)step)]),
        ["values"] = new JsonArray([.. _values.Select(rate => (JsonNode)rate)]),
    };
}
