using Unroll.Data;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>How much each row of a batch counts: its class's weight times its sample's.</summary>
static class RowWeights
{
    /// <returns>
    /// Empty where all count 1; [batch] or [time, batch] as the samples have them; [rows] in the order of the targets where classes have weights.
    /// </returns>
    public static ReadOnlySpan<float> Compute(Arena arena, Batch batch, IReadOnlyDictionary<int, float>? classes)
    {
        ReadOnlySpan<float> samples = batch.SampleWeights.IsEmpty ? [] : batch.SampleWeights.Values;
        if (classes is null)
            return samples;
        Tensor targets = batch.Targets;
        int rows = targets.IsIds ? targets.Shape.Length : targets.Shape.Rows;
        Span<float> weights = arena.Scratch(rows);
        for (int row = 0; row < rows; row++)
            weights[row] = (classes.TryGetValue(ClassOf(targets, row), out float weight) ? weight : 1) * (samples.IsEmpty ? 1 : samples[row % samples.Length]);
        return weights;
    }

    /// <summary>An id, the place of the largest of several numbers, or, as in Keras, a single number rounded.</summary>
    static int ClassOf(Tensor targets, int row)
    {
        if (targets.IsIds)
            return targets.Ids[row];
        ReadOnlySpan<float> values = targets.Values.Slice(row * targets.Shape.Last, targets.Shape.Last);
        return values.Length == 1 ? (int)MathF.Round(values[0]) : ArgMax.Find(values);
    }
}
