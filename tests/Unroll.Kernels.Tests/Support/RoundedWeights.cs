using Unroll.Kernels.MatMul;
using Unroll.Kernels.Numerics;

namespace Unroll.Kernels.Tests.Support;

/// <summary>What a format leaves of a weight.</summary>
static class RoundedWeights
{
    public static float Rounded(this WeightFormat format, float weight) =>
        format == WeightFormat.BFloat16 ? BFloat16.ToSingle(BFloat16.FromSingle(weight)) : weight;

    public static float[] Rounded(this WeightFormat format, float[] weights) => [.. weights.Select(weight => format.Rounded(weight))];
}
