using Unroll.Data;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Sequences;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>Many-to-many: sequences that are answered at every step.</summary>
sealed class ShapeSequences(ShapesConfiguration configuration, SequenceProblem problem) : ShapesData(configuration)
{
    const int Samples = 20_000;
    const int TestSamples = 2_000;

    readonly DrawnSequences _drawn = new(problem, configuration.Samples ?? Samples, TestSamples, configuration.Seed);

    public override DataSet Training => _drawn.Training.Data;

    public override DataSet? HeldOut => _drawn.Test.Data;

    public override string Description => _drawn.Description;

    public override string Unit => "sequences";

    internal override ShapeAccuracy Accuracy(TrainedModel model, CancellationToken cancellationToken)
    {
        float[] outputs = ModelOutputs.Of(model, _drawn.Test.Count, _drawn.Test.Write, cancellationToken);
        return new ShapeAccuracy(_drawn.Test.Right(outputs), _drawn.Test.Confusion(outputs));
    }

    internal override IReadOnlyDictionary<string, string> Explain(TrainedModel model, CancellationToken cancellationToken) =>
        SequenceInsight.Look(model, problem, _drawn.Test, cancellationToken).ToFile();
}
