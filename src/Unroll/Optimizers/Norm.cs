using Unroll.Kernels;
using Unroll.Kernels.Elementwise;

namespace Unroll.Optimizers;

/// <summary>√Σx²: finite exactly when all numbers are.</summary>
static class Norm
{
    public static double Compute(Workers workers, ReadOnlySpan<float> values)
    {
        double squares = Reductions.SumOfSquares(workers, values);
        return Math.Sqrt(double.IsFinite(squares) ? squares : InDoubles(values));
    }

    /// <summary>Partial sums are floats, which overflow where no number has: the square of 2e19 is infinite.</summary>
    static double InDoubles(ReadOnlySpan<float> values)
    {
        double squares = 0;
        foreach (float value in values)
            squares += (double)value * value;
        return squares;
    }
}
