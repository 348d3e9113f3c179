namespace Unroll.Studies.Bench;

/// <summary>What was measured of a work.</summary>
/// <param name="Ours">The plain form with the most workers.</param>
/// <param name="Scaling">The plain form with each number of workers that was asked for, in that order; the last is <paramref name="Ours"/>.</param>
/// <param name="Variants">Its other forms, with the most workers.</param>
/// <param name="Peers">The peers that do it.</param>
public sealed record BenchResult(BenchTiming Ours, IReadOnlyList<BenchTiming> Scaling, IReadOnlyList<BenchTiming> Variants, IReadOnlyList<BenchTiming> Peers)
{
    /// <summary>The fastest peer; null without one.</summary>
    public BenchTiming? Peer => Peers.MinBy(peer => peer.Milliseconds);

    /// <summary>How many times faster than the fastest peer.</summary>
    public double? Ratio => Peer?.Milliseconds / Ours.Milliseconds;

    /// <summary>How many times faster than with the fewest workers.</summary>
    public double SpeedUp(BenchTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        return Scaling[0].Milliseconds / timing.Milliseconds;
    }

    /// <summary>How many times the plain form's time a variant takes.</summary>
    public double OverPlain(BenchTiming variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return variant.Milliseconds / Ours.Milliseconds;
    }
}
