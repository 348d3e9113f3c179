using Unroll.Studies.Problems;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Sequences of a run, drawn from its seed.</summary>
sealed class SequencesData(SequencesConfiguration configuration, SequenceProblem problem) : TaskData(configuration)
{
    readonly DrawnSequences _drawn = new(problem, configuration.Samples, configuration.TestSamples, configuration.Seed);

    public override DataSet Training => _drawn.Training.Data;

    public override DataSet? HeldOut => _drawn.Test.Data;

    public override string Description => _drawn.Description;

    public override string Unit => "sequences";

    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    public override TaskRun CreateRun(long steps, int workers) => new SequencesRun(configuration, problem, steps, workers);

    /// <summary>Updates until an epoch ends with a test loss of so much of a guesser's; none where it never did.</summary>
    public override IEnumerable<Figure> Course(History history)
    {
        long steps = 0;
        foreach (EpochLog epoch in history.Epochs)
        {
            steps += epoch.Steps;
            if (epoch.Values["val_loss"] <= configuration.LearnedShare * problem.GuessLoss)
                return [new Figure("stepsToLearn", steps)];
        }

        return [new Figure("stepsToLearn", double.NaN)];
    }

    /// <summary>
    /// Test loss, how much of the answers is right, the gap between the losses of test and training part with the same weights, and the gradient by distance: its
    /// orders of magnitude from the last step read to the first, before and after training.
    /// </summary>
    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        List<Figure> test = run.Losses(_drawn.Test.Data, HeldOutBatchSize, cancellation);
        double training = run.Losses(_drawn.Training.Data, HeldOutBatchSize, cancellation)[0].Value;
        float[] outputs = ModelOutputs.Of(run, _drawn.Test.Count, _drawn.Test.Write, cancellation);
        using TaskRun untrained = CreateRun(steps: 1, run.Workers);
        IReadOnlyList<double> before = ((SequencesRun)untrained).Gradients(_drawn.Test.Data), after = ((SequencesRun)run).Gradients(_drawn.Test.Data);
        return new Evaluation(
            [.. test, new Figure("right", _drawn.Test.Right(outputs)), new Figure("gap", test[0].Value - training), new Figure("guessLoss", problem.GuessLoss),
                new Figure("gradientOrders", Orders(before), "untrained"), new Figure("gradientOrders", Orders(after), "trained")])
        {
            Tables = new Dictionary<string, string>
            {
                ["gradients.csv"] = CsvTable.Write(["distance", "untrained", "trained"],
                    Distances(before.Count).Select(distance => new object[] { distance, before[distance], after[distance] })),
            },
        };
    }

    /// <summary>log₁₀ of the gradient at the first step to that at the last; what is too small for a number of 32 bits counts as the smallest one.</summary>
    static double Orders(IReadOnlyList<double> gradients) => gradients[0] > 0 ? Math.Log10(Math.Max(gradients[^1], float.Epsilon) / gradients[0]) : double.NaN;

    /// <summary>0, 1, 2, 4, 8 … and the largest.</summary>
    static IEnumerable<int> Distances(int count)
    {
        yield return 0;
        for (int distance = 1; distance < count - 1; distance *= 2)
            yield return distance;
        if (count > 1)
            yield return count - 1;
    }
}
