using Unroll.Studies.Problems;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Many-to-many: sequences that are answered at every step.</summary>
sealed class ShapeSequences(ShapesConfiguration configuration, SequenceProblem problem) : ShapeData(configuration)
{
    const int Samples = 20_000;
    const int TestSamples = 2_000;

    readonly DrawnSequences _drawn = new(problem, configuration.Samples ?? Samples, TestSamples, configuration.Seed);

    public override DataSet Training => _drawn.Training.Data;

    public override DataSet? HeldOut => _drawn.Test.Data;

    public override string Description => _drawn.Description;

    public override string Unit => "sequences";

    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    public override TaskRun CreateRun(long steps, int workers) => new SequencesRun(configuration, problem, steps, workers);

    protected override (double Accuracy, IReadOnlyDictionary<string, string> Tables) Accuracy(TaskRun run, CancellationToken cancellation) =>
        (_drawn.Test.Right(ModelOutputs.Of(run, _drawn.Test.Count, _drawn.Test.Write, cancellation)), new Dictionary<string, string>());
}
