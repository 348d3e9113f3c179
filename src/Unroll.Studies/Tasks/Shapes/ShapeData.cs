namespace Unroll.Studies.Tasks;

/// <summary>Data of a shape: its accuracy stands beside the one that it must reach.</summary>
abstract class ShapeData(RunConfiguration configuration) : TaskData(configuration)
{
    public sealed override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        List<Figure> figures = run.Losses(HeldOut!, HeldOutBatchSize, cancellation);
        double floor = ((ShapesConfiguration)Configuration).Floor;
        (double accuracy, IReadOnlyDictionary<string, string> tables) = Accuracy(run, cancellation);
        return new Evaluation([.. figures.Where(figure => figure.Name == "loss"), new Figure("accuracy", accuracy), new Figure("floor", floor),
            new Figure("overFloor", accuracy >= floor ? 1 : 0)])
        { Tables = tables };
    }

    /// <summary>The accuracy on the test part, with the tables behind it.</summary>
    protected abstract (double Accuracy, IReadOnlyDictionary<string, string> Tables) Accuracy(TaskRun run, CancellationToken cancellation);
}
