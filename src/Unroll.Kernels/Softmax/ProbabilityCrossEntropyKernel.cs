using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>
/// The cross-entropy of given probabilities, as Keras computes it: q = p / Σp, cut to [ε, 1 − ε], −Σⱼ yⱼ·ln qⱼ. For predictions that no softmax of ours made.
/// </summary>
static class ProbabilityCrossEntropyKernel
{
    const float Epsilon = 1e-7f;

    /// <summary>losses[i] = −Σⱼ y[i, j]·ln q[i, j]; p, y: [rows, columns].</summary>
    public static void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, Span<float> losses)
    {
        for (int row = 0; row < losses.Length; row++)
        {
            ReadOnlySpan<float> probabilities = p.Slice(row * columns, columns), targets = y.Slice(row * columns, columns);
            float sum = Sum(probabilities), loss = 0;
            for (int j = 0; j < columns; j++)
                if (targets[j] != 0)
                    loss -= targets[j] * LaneMath.Log(LaneScalar.Create(Cut(probabilities[j] / sum))).Value;
            losses[row] = loss;
        }
    }

    /// <summary>
    /// dp (+)= scale·∂loss/∂p, with a scale for every row, 0 for none: the cut passes a gradient inside its limits only, the division by the sum takes the mean
    /// part out.
    /// </summary>
    public static void Backward(ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, ReadOnlySpan<float> scales, Span<float> dp, bool accumulate)
    {
        for (int first = 0; first < p.Length; first += columns)
        {
            ReadOnlySpan<float> probabilities = p.Slice(first, columns), targets = y.Slice(first, columns);
            float sum = Sum(probabilities), mean = 0, scale = scales[first / columns];
            if (scale == 0)
            {
                if (!accumulate)
                    dp.Slice(first, columns).Clear();
                continue;
            }

            for (int j = 0; j < columns; j++)
                mean += Gradient(probabilities[j] / sum, targets[j]) * (probabilities[j] / sum);
            for (int j = 0; j < columns; j++)
            {
                float gradient = scale * (Gradient(probabilities[j] / sum, targets[j]) - mean) / sum;
                dp[first + j] = accumulate ? dp[first + j] + gradient : gradient;
            }
        }
    }

    static float Gradient(float q, float target) => q is >= Epsilon and <= 1 - Epsilon ? -target / q : 0;

    static float Cut(float q) => q < Epsilon ? Epsilon : q > 1 - Epsilon ? 1 - Epsilon : q;

    static float Sum(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }
}
