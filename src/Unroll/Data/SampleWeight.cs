using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>Weights of samples, or of their time steps, as a batch takes them.</summary>
static class SampleWeight
{
    /// <summary>The weights with the shape [1], or [time, 1], so that a batch of them is [batch, 1] or [time, batch, 1].</summary>
    /// <param name="weights">[samples] or [samples, time].</param>
    /// <param name="targets">What they are weights of.</param>
    /// <exception cref="ArgumentException">They are ids, do not fit the targets, or one is negative or no finite number.</exception>
    public static Samples Check(Samples weights, Samples targets)
    {
        if (weights.Values is not { } values)
            throw new ArgumentException("Sample weights are floating-point numbers, not ids: pass a float[] or a float[,].", nameof(weights));
        int steps = weights.Shape.Length;
        bool isPerStep = targets.IsSequence && weights.Shape[0] == targets.Shape[0] && weights.Shape.Length == targets.Shape[0];
        if (weights.Count != targets.Count || (steps > 1 && !isPerStep))
            throw new ShapeMismatchException(nameof(ArrayData.SampleWeights), Expected(targets), Whole(weights), nameof(ArrayData.SampleWeights));
        for (int i = 0; i < values.Length; i++)
            if (!(values[i] >= 0 && float.IsFinite(values[i])))
                throw new ArgumentException(
                    $"The weight of sample {i / steps}{(steps > 1 ? $", step {i % steps}," : "")} is {values[i]}; a weight is a number from 0 on.",
                    nameof(weights));
        return new Samples(values, steps > 1 ? [steps, 1] : [1]);
    }

    static string Expected(Samples targets)
    {
        string perStep = targets.IsSequence ? $" or [samples, time] = {new Shape(targets.Count, targets.Shape[0])}" : "";
        return $"[samples] = {new Shape(targets.Count)}{perStep} for targets of shape {Whole(targets)}";
    }

    /// <summary>The shape of all samples together.</summary>
    static Shape Whole(Samples samples) => new([samples.Count, .. samples.Shape.ToArray()]);
}
