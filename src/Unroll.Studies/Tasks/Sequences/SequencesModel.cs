using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Problems;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>A model of a problem whose sequences are drawn by a rule.</summary>
public sealed class SequencesRun : TaskRun
{
    readonly SequenceProblem _problem;

    internal SequencesRun(RunConfiguration configuration, SequenceProblem problem, long steps, int workers)
        : base(configuration, Build(configuration, problem, steps, [], LossOf(configuration, problem)), workers) => _problem = problem;

    /// <inheritdoc/>
    public override TaskData Load(IReadOnlyList<string> data) =>
        throw new InputException($"--data {string.Join(' ', data)}: the sequences of the task {Configuration.Task} are drawn; there is nothing to read");

    /// <inheritdoc/>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation) =>
        throw new InputException($"predict: the sequences of the task {Configuration.Task} are drawn; use 'unroll evaluate'");

    /// <summary>The size of the gradient of the last step's loss with respect to what was read at each distance from it, 0 first.</summary>
    /// <param name="data">Of its first batch.</param>
    internal IReadOnlyList<double> Gradients(DataSet data)
    {
        var probe = new GradientProbe();
        Loss loss = LossOf(Configuration, _problem);
        Model twin = Build(Configuration, _problem, steps: 1, [probe], _problem.IsEveryStep ? new LastStepLoss(loss) : loss);
        twin.SetWeights(Model.GetWeights());
        twin.Fit(data, new FitOptions { Steps = 1, BatchSize = Configuration.Batch, Shuffle = false, Workers = Workers, OnNonFiniteLoss = NonFiniteLoss.Continue });
        return [.. probe.Norms.Reverse()];
    }

    static Loss LossOf(RunConfiguration configuration, SequenceProblem problem) =>
        problem.IsEveryStep ? TaskLoss.OfClasses(configuration.Loss) : TaskLoss.OfValues(configuration.Loss);

    /// <summary>What is read before it is written goes through one vector: an encoder, its last state at every step, a decoder.</summary>
    static Model Build(RunConfiguration configuration, SequenceProblem problem, long steps, Layer[] before, Loss loss)
    {
        Layer[] encoder = problem is ReversalProblem ? [RecurrentStack.Layer(configuration, everyStep: false), new RepeatVector(problem.TargetShape[0])] : [];
        Dense output = problem.IsEveryStep ? new Dense(problem.Classes, Activation.Softmax) : new Dense(problem.TargetShape.Last);
        return RecurrentStack.Build(configuration, [.. before, .. encoder], problem.IsEveryStep, output, loss, problem.IsEveryStep ? [Metric.Accuracy] : [], problem.SampleShape, steps);
    }
}
