using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Proposes what to try next.</summary>
interface ISettingSampler
{
    /// <summary>Proposes points, the most promising first.</summary>
    /// <param name="space">What may be tried.</param>
    /// <param name="ranked">What was tried and measured, the best first.</param>
    /// <param name="random">Where random numbers come from.</param>
    IEnumerable<double[]> Propose(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> ranked, RandomStream random);
}
