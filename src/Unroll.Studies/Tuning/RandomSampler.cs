using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Proposes any point, whatever was measured: what a better sampler has to beat (Bergstra and Bengio, 2012).</summary>
sealed class RandomSampler : ISettingSampler
{
    /// <summary>How many points are proposed where those before were tried already.</summary>
    const int Proposals = 100;

    public IEnumerable<double[]> Propose(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> ranked, RandomStream random) =>
        Enumerable.Range(0, Proposals).Select(_ => space.Draw(random));
}
