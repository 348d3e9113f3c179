using System.Globalization;
using Unroll.Randomness;
using Unroll.Studies.Problems;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Many-to-many: sequences that are answered at every step.</summary>
sealed class ShapeSequences : ShapeData
{
    const ulong TrainingDomain = 101;
    const ulong TestDomain = 102;
    const int DrawnSequences = 20_000;
    const int TestSequences = 2_000;

    readonly ShapesConfiguration _configuration;
    readonly SequenceProblem _problem;
    readonly ProblemSamples _training, _test;

    public ShapeSequences(ShapesConfiguration configuration, SequenceProblem problem)
        : base(configuration)
    {
        RandomKey key = RandomKey.FromSeed(configuration.Seed);
        (_configuration, _problem) = (configuration, problem);
        _training = new ProblemSamples(problem, configuration.Samples ?? DrawnSequences, key.Derive(TrainingDomain));
        _test = new ProblemSamples(problem, TestSequences, key.Derive(TestDomain));
    }

    public override DataSet Training => _training.Data;

    public override DataSet? HeldOut => _test.Data;

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{_problem.Description}; {_training.Count:N0} drawn to learn from, {_test.Count:N0} to test on");

    public override string Unit => "sequences";

    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    public override TaskRun CreateRun(long steps, int workers) => new SequencesRun(_configuration, _problem, steps, workers);

    protected override (double Accuracy, IReadOnlyDictionary<string, string> Tables) Accuracy(TaskRun run, CancellationToken cancellation) =>
        (_test.Right(ModelOutputs.Of(run, _test.Count, _test.Write, cancellation)), new Dictionary<string, string>());
}
