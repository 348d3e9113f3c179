using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>
/// The standard normal distribution of lanes: φ(x) = e^(−x²/2)/√(2π) and Φ(x) = ½·erfc(−x/√2), both tails with all their bits.
/// IEEE operations only, so the bits are the same in every width.
/// </summary>
static class NormalDistribution
{
    /// <summary>From here on Φ(−x) is 0 in a float.</summary>
    public const float Limit = 14.5f;

    /// <summary>Φ(x), error below 7 ULP where the result is a normal float; NaN stays NaN.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="density">φ(x).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Cumulative<TLane>(TLane x, out TLane density) where TLane : struct, ILane<TLane>
    {
        TLane t = TLane.Minimum(TLane.Create(Limit), TLane.Abs(x));

        // t² without error is square + rest (Dekker): the exponential would magnify a rounding of t² a hundred times.
        TLane square = t * t, split = t * TLane.Create(4097f);
        TLane high = split - (split - t);
        TLane low = t - high;
        TLane rest = ((high * high) - square) + (TLane.Create(2f) * high * low) + (low * low);
        TLane half = LaneMath.Exp(square * TLane.Create(-0.5f));
        TLane e = TLane.MultiplyAdd(half, rest * TLane.Create(-0.5f), half);
        density = e * TLane.Create(0.398942280f);

        // Φ(−t) = e^(−t²/2)·w·p(w) with w = 1/(1 + t/4), relative error 1.4e-8.
        TLane w = TLane.Create(1f) / TLane.MultiplyAdd(t, TLane.Create(0.25f), TLane.Create(1f));
        TLane p = TLane.MultiplyAdd(w, TLane.Create(0.0160714742f), TLane.Create(-0.0602258518f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0461199358f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0350751542f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.00786620378f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0888593569f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0713885725f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0956115723f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0994855687f));
        p = TLane.MultiplyAdd(w, p, TLane.Create(0.0997480154f));
        TLane tail = e * (w * p);
        return TLane.Select(TLane.GreaterThan(x, TLane.Zero), TLane.Create(1f) - tail, tail);
    }
}
