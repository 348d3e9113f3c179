using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>A model of a problem whose sequences are drawn by a rule.</summary>
public sealed class SequencesModel : TrainedModel<SequencesData>
{
    const string GradientsFile = "gradients.csv";

    static readonly string[] s_metrics = ["right", "gap", "guessLoss", "gradientOrders.untrained", "gradientOrders.trained"];

    readonly SequencesConfiguration _configuration;
    readonly SequenceProblem _problem;

    internal SequencesModel(SequencesConfiguration configuration, ModelSetup setup)
        : base(configuration, Build(configuration, configuration.CreateProblem(), setup, []), setup.Workers) =>
        (_configuration, _problem) = (configuration, configuration.CreateProblem());

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Measure it again", $"unroll evaluate {run}");

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken) =>
        throw new InputException($"predict: the sequences of the task {Configuration.Task} are drawn; use 'unroll evaluate'");

    /// <inheritdoc/>
    protected override SequencesData Reload() => new(_configuration);

    /// <inheritdoc/>
    protected override SequencesData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        throw new SettingException("data", string.Join(' ', names), $"the sequences of the task {Configuration.Task} are drawn; there is nothing to read");
    }

    /// <summary>
    /// Test loss, how much of the answers is right, the gap between the losses of test and training part with the same weights, and the gradient by distance:
    /// its
    /// orders of magnitude from the last step read to the first, before and after training.
    /// </summary>
    internal override Evaluation Measure(SequencesData data, CancellationToken cancellationToken)
    {
        DrawnSequences drawn = data.Drawn;
        List<MetricValue> test = Losses(drawn.Test.Data, data.HeldOutBatchSize, cancellationToken);
        double training = Losses(drawn.Training.Data, data.HeldOutBatchSize, cancellationToken)[0].Value;
        float[] outputs = ModelOutputs.Of(this, drawn.Test.Count, drawn.Test.Write, cancellationToken);
        using var untrained = new SequencesModel(_configuration, new ModelSetup(null, Workers));
        IReadOnlyList<double> before = untrained.Gradients(drawn.Test.Data), after = Gradients(drawn.Test.Data);
        return new Evaluation(
            [.. test, new MetricValue("right", drawn.Test.Right(outputs)), new MetricValue("gap", test[0].Value - training),
                new MetricValue("guessLoss", _problem.GuessLoss),
                new MetricValue("gradientOrders", Orders(before), "untrained"), new MetricValue("gradientOrders", Orders(after), "trained")])
        {
            Confusion = drawn.Test.Confusion(outputs),
            Tables = new Dictionary<string, Table>
            {
                [GradientsFile] = new([Column.Number("distance"), Column.Number("untrained"), Column.Number("trained")],
                    [.. Distances(before.Count).Select(distance => (Cell[])[distance, before[distance], after[distance]])]),
            },
        };
    }

    internal override EvaluationOutline Outline(SequencesData data) => new([.. LossNames, .. s_metrics], [GradientsFile]);

    internal override IReadOnlyDictionary<string, string> Explain(SequencesData data, CancellationToken cancellationToken) =>
        SequenceInsight.Look(this, _problem, data.Drawn.Test, cancellationToken).ToFile();

    /// <summary>The size of the gradient of the last step's loss with respect to what was read at each distance from it, 0 first.</summary>
    /// <param name="data">Of its first batch.</param>
    internal IReadOnlyList<double> Gradients(DataSet data)
    {
        var probe = new GradientProbe();
        Model twin = Build(_configuration, _problem, new ModelSetup(new Sgd(), Workers), [probe], isLastStepOnly: _problem.IsEveryStep);
        twin.SetWeights(Network.GetWeights());
        twin.Fit(data, new FitOptions
        {
            Steps = 1, BatchSize = Configuration.Batch, Shuffle = false, Workers = Workers, OnNonFiniteLoss = NonFiniteLoss.Continue,
        });
        return [.. probe.Norms.Reverse()];
    }

    /// <summary>log₁₀ of the gradient at the first step to that at the last; what is too small for a float counts as the smallest one.</summary>
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

    static Loss LossOf(RunConfiguration configuration, SequenceProblem problem) =>
        problem.IsEveryStep ? TaskLoss.OfClasses(configuration.Loss) : TaskLoss.OfValues(configuration.Loss);

    /// <summary>
    /// The model of a problem; one that has to be read before it is answered goes through one vector: an encoder, its last state at every step, a decoder.
    /// </summary>
    internal static Model Build(RunConfiguration configuration, SequenceProblem problem, ModelSetup setup, Layer[] before, bool isLastStepOnly = false)
    {
        Loss loss = LossOf(configuration, problem);
        Layer[] encoder = problem is ReversalProblem ? [RecurrentStack.Layer(configuration, everyStep: false), new RepeatVector(problem.TargetShape[0])] : [];
        Dense output = problem.IsEveryStep ? new Dense(problem.Classes, Activation.Softmax) : new Dense(problem.TargetShape.Last);
        return RecurrentStack.Build(configuration, setup, [.. before, .. encoder], problem.IsEveryStep, output, isLastStepOnly ? new LastStepLoss(loss) : loss,
            problem.IsEveryStep ? [Metric.Accuracy] : [], problem.SampleShape);
    }
}
