using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>One number from a loss for each row.</summary>
public static class WeightedMeanOperation
{
    /// <summary>
    /// Σ weight·loss / count over the rows that count: Keras' reduction "sum over batch size", which divides by the rows and not by their weights.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="losses">[rows], in the order of time and batch.</param>
    /// <param name="weights">A weight for each row, or for each row of the batch whatever the time; empty for ones.</param>
    /// <param name="mask">0 for a row that does not count; empty when all do.</param>
    /// <returns>One number; 0 when no row counts.</returns>
    /// <exception cref="ArgumentException">Weights or mask do not fit the rows.</exception>
    public static Tensor WeightedMean(this Tape tape, Tensor losses, ReadOnlySpan<float> weights = default, ReadOnlySpan<byte> mask = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int rows = losses.Shape.Length;
        if (!weights.IsEmpty && rows % weights.Length != 0)
            throw new ArgumentException(
                $"There are {weights.Length} weights for {rows} losses of shape {losses.Shape}; give one for each row, or for each row of the batch.",
                nameof(weights));
        if (!mask.IsEmpty && mask.Length != rows)
            throw new ArgumentException($"A mask of {mask.Length} steps does not fit {rows} rows.", nameof(mask));

        Tensor mean = tape.Allocate(new Shape(1), losses.RequiresGradient);
        Tensor scales = weights.IsEmpty && mask.IsEmpty ? default : tape.Allocate(new Shape(rows), requiresGradient: false);
        mean.Values[0] = rows == 0 ? 0 : scales.IsEmpty ? (float)(Reductions.Sum(tape.Workers, losses.Values) / rows)
            : Weigh(losses.Values, weights, mask, scales.Values);
        if (mean.RequiresGradient)
            tape.Record<WeightedMeanEntry>().Save(losses, scales, mean);
        return mean;
    }

    /// <summary>Leaves weight / count of every row. What a row that does not count holds, a NaN perhaps, is not looked at.</summary>
    static float Weigh(ReadOnlySpan<float> losses, ReadOnlySpan<float> weights, ReadOnlySpan<byte> mask, Span<float> scales)
    {
        int count = mask.IsEmpty ? losses.Length : mask.Length - mask.Count((byte)0);
        double sum = 0;
        for (int row = 0; row < losses.Length; row++)
        {
            float weight = mask.IsEmpty || mask[row] != 0 ? weights.IsEmpty ? 1 : weights[row % weights.Length] : 0;
            scales[row] = weight == 0 ? 0 : weight / count;
            sum += weight == 0 ? 0 : (double)weight * losses[row];
        }

        return count == 0 ? 0 : (float)(sum / count);
    }

    sealed class WeightedMeanEntry : TapeEntry
    {
        Tensor _losses, _scales, _mean;

        public void Save(Tensor losses, Tensor scales, Tensor mean) => (_losses, _scales, _mean) = (losses, scales, mean);

        public override void Backward(Tape tape)
        {
            if (!_mean.HasGradient)
                return;
            float gradient = _mean.Gradients[0], share = gradient / _losses.Shape.Length;
            bool accumulate = _losses.AccumulatesGradient();
            Span<float> gradients = _losses.Gradients;
            for (int row = 0; row < gradients.Length; row++)
            {
                float own = _scales.IsEmpty ? share : gradient * _scales.Values[row];
                gradients[row] = accumulate ? gradients[row] + own : own;
            }
        }
    }
}
