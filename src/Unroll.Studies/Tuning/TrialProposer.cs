using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Chooses the points of new trials: at random at first, then as the sampler proposes, and none a second time.</summary>
/// <param name="space">What may be tried.</param>
/// <param name="sampler">Who proposes.</param>
/// <param name="startup">Measured trials before the sampler is asked.</param>
/// <param name="seed">Where random numbers come from.</param>
sealed class TrialProposer(SearchSpace space, ISettingSampler sampler, int startup, long seed)
{
    readonly RandomSampler _random = new();

    /// <summary>The point of a trial: it depends on the seed, the trial's number and what is given here, and on nothing else.</summary>
    /// <param name="number">The number of the trial, from 1.</param>
    /// <param name="ranked">The points that were measured, the best first.</param>
    /// <param name="tried">All points of earlier trials.</param>
    /// <returns>A new point, and whether it is a random one; null where every point was tried.</returns>
    public (double[] Point, bool IsRandom)? Propose(int number, IReadOnlyList<IReadOnlyList<double>> ranked, IEnumerable<IReadOnlyList<double>> tried)
    {
        var stream = new RandomStream(RandomKey.FromSeed(seed).Derive((ulong)number));
        bool isRandom = ranked.Count < startup || sampler is RandomSampler;
        var known = new HashSet<IReadOnlyList<double>>(tried, PointComparer.Instance);
        if (!isRandom && sampler.Propose(space, ranked, stream).FirstOrDefault(point => !known.Contains(point)) is { } promising)
            return (promising, false);
        double[]? point = _random.Propose(space, ranked, stream).FirstOrDefault(point => !known.Contains(point))
            ?? (space.Count is null ? space.Draw(stream) : known.Count < space.Count ? space.All().First(point => !known.Contains(point)) : null);
        return point is null ? null : (point, true);
    }

    sealed class PointComparer : IEqualityComparer<IReadOnlyList<double>>
    {
        public static PointComparer Instance { get; } = new();

        public bool Equals(IReadOnlyList<double>? x, IReadOnlyList<double>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<double> point)
        {
            var hash = new HashCode();
            foreach (double value in point)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
