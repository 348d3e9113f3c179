using System.Globalization;
using Unroll.Randomness;
using Unroll.Studies.Problems;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>The sequences of a run, drawn from its seed: some to learn from, others to test on.</summary>
/// <param name="problem">What they follow.</param>
/// <param name="samples">How many to learn from.</param>
/// <param name="testSamples">How many to test on.</param>
/// <param name="seed">The seed of the run.</param>
sealed class DrawnSequences(SequenceProblem problem, int samples, int testSamples, long seed)
{
    const ulong TrainingDomain = 101;
    const ulong TestDomain = 102;

    public ProblemSamples Training { get; } = new(problem, samples, RandomKey.FromSeed(seed).Derive(TrainingDomain));

    public ProblemSamples Test { get; } = new(problem, testSamples, RandomKey.FromSeed(seed).Derive(TestDomain));

    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"{problem.Description}; {Training.Count:N0} drawn to learn from, {Test.Count:N0} to test on");
}
