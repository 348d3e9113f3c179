using System.Globalization;
using Unroll.Randomness;
using Unroll.Studies.Problems;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Sequences of a run, drawn from its seed.</summary>
sealed class SequencesData : TaskData
{
    const ulong TrainingDomain = 101;
    const ulong TestDomain = 102;

    readonly SequencesConfiguration _configuration;
    readonly SequenceProblem _problem;
    readonly ProblemSamples _training, _test;

    public SequencesData(SequencesConfiguration configuration, SequenceProblem problem)
        : base(configuration)
    {
        RandomKey key = RandomKey.FromSeed(configuration.Seed);
        (_configuration, _problem) = (configuration, problem);
        _training = new ProblemSamples(problem, configuration.Samples, key.Derive(TrainingDomain));
        _test = new ProblemSamples(problem, configuration.TestSamples, key.Derive(TestDomain));
    }

    public override DataSet Training => _training.Data;

    public override DataSet? HeldOut => _test.Data;

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{_problem.Description}; {_training.Count:N0} drawn to learn from, {_test.Count:N0} to test on");

    public override string Unit => "sequences";

    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    public override TaskRun CreateRun(long steps, int workers) => new SequencesRun(_configuration, _problem, steps, workers);

    /// <summary>Updates until an epoch ends with a test loss of so much of a guesser's; none where it never did.</summary>
    public override IEnumerable<Figure> Course(History history)
    {
        long steps = 0;
        foreach (EpochLog epoch in history.Epochs)
        {
            steps += epoch.Steps;
            if (epoch.Values["val_loss"] <= _configuration.LearnedShare * _problem.GuessLoss)
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
        List<Figure> test = run.Losses(_test.Data, HeldOutBatchSize, cancellation);
        double training = run.Losses(_training.Data, HeldOutBatchSize, cancellation)[0].Value;
        float[] outputs = ModelOutputs.Of(run, _test.Count, _test.Write, cancellation);
        using TaskRun untrained = CreateRun(steps: 1, run.Workers);
        IReadOnlyList<double> before = ((SequencesRun)untrained).Gradients(_test.Data), after = ((SequencesRun)run).Gradients(_test.Data);
        return new Evaluation(
            [.. test, new Figure("right", _test.Right(outputs)), new Figure("gap", test[0].Value - training), new Figure("guessLoss", _problem.GuessLoss),
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
