using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Optimizers;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>
/// Dynamic evaluation (Krause et al., 2018): a model is measured on a stream while its weights follow what it has read. Each batch is measured first; then
/// w += λ·s·(w₀ − w) − η·g / (r + ε), with the gradient g of its loss, the trained weight w₀, the root mean square r of the weight's gradients over training
/// data, and s = r / r̄, at most 1 / λ, where r̄ is the mean of r over the model. ε is a part of r̄.
/// </summary>
/// <remarks>
/// A figure that comes from it is none of the model alone: it has learned from the text that it is measured on. At its end the model has the weights that it
/// had before. Dropout is off, and the regularizers' penalties play no part.
/// </remarks>
public sealed class DynamicEvaluation
{
    /// <summary>η: how far a batch moves a weight.</summary>
    public double LearningRate { get; init => field = Argument.NotNegative(value); } = 1e-4;

    /// <summary>λ: how much of its way a weight goes back at each batch, on average.</summary>
    public double Decay { get; init => field = Argument.Fraction(value); } = 1e-3;

    /// <summary>ε, as a part of the mean of r: it bounds the steps of weights whose gradients were small in training.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>The loss and the metrics of a model that follows the data, by name. The result does not depend on the number of workers.</summary>
    /// <param name="model">A compiled model; only its trainable parameters follow.</param>
    /// <param name="training">What it was trained on: gives r, once through the data, with the trained weights.</param>
    /// <param name="trainingBatchSize">Rows of a batch of them; the steps of both should be alike, as r is the size of a batch's gradient.</param>
    /// <param name="data">What it is measured on.</param>
    /// <param name="batchSize">Rows of a batch of it; 1 for a stream whose state is carried through all of it.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>; the model has its weights back then, too.</param>
    /// <exception cref="InvalidOperationException">The model has no loss yet, or a data set is empty.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(Model model, DataSet training, int trainingBatchSize, DataSet data, int batchSize = 1, int workers = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainingBatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (model.Loss is null)
            throw new InvalidOperationException("The model has no loss yet: call Compile(optimizer, loss, metrics) before it is measured.");
        model.Build(data.SampleShape, data.SideShapes);
        using var crew = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        var tape = new Tape(crew) { IsRecording = true };
        ParameterStore store = model.Parameters;
        float[] trained = store.Values.ToArray(), pulls = new float[trained.Length], rates = new float[trained.Length];

        float[] squares = new float[trained.Length];
        int batches = 0;
        foreach ((Tensor _, Batch _, Tensor loss) in Pass(model, tape, training, trainingBatchSize, cancellationToken))
        {
            Backward(tape, store, loss);
            ElementLoop.Run(crew, default(MultiplyFunction), store.Gradients, store.Gradients, squares, accumulate: true);
            batches++;
        }

        Scale(store, squares, batches, pulls, rates);
        var metrics = new RunningMetrics(model.Metrics);
        bool isAverage = model.Optimizer?.Average is { IsInUse: true, IsCurrent: true };
        try
        {
            foreach ((Tensor predictions, Batch batch, Tensor loss) in Pass(model, tape, data, batchSize, cancellationToken))
            {
                metrics.Update(predictions, batch, loss.Values[0]);
                Backward(tape, store, loss);
                OptimizerLoop.Run(crew, default(DynamicUpdate), ClipAndDecay.None, store.Values, store.Gradients, trained, pulls, rates);
                store.NotifyChanged();
            }
        }
        finally
        {
            trained.CopyTo(store.Values);
            store.NotifyChanged();
            if (isAverage)
                model.Optimizer!.Average!.NotifyRestored();
        }

        metrics.HandOver(model.Metrics);
        var values = new Dictionary<string, double>();
        metrics.WriteTo(values, "");
        return values;
    }

    /// <summary>What pulls each weight back, and its negative learning rate; zeros for weights that are frozen, and for padding.</summary>
    void Scale(ParameterStore store, float[] squares, int batches, float[] pulls, float[] rates)
    {
        Parameter[] trainable = [.. store.Parameters.Where(parameter => parameter.Trainable)];
        double sum = 0;
        foreach (Parameter parameter in trainable)
            foreach (float square in squares.AsSpan(parameter.Offset, parameter.Shape.Length))
                sum += Math.Sqrt(square / batches);
        double mean = sum / Math.Max(1, store.TrainableCount);
        if (mean == 0)
            return;
        foreach (Parameter parameter in trainable)
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Shape.Length; i++)
            {
                double size = Math.Sqrt(squares[i] / batches);
                pulls[i] = (float)Math.Min(1, Decay * size / mean);
                rates[i] = size == 0 && Epsilon == 0 ? 0 : (float)(-LearningRate / (size + (Epsilon * mean)));
            }
    }

    /// <summary>The batches of the data in their order, with predictions and losses; what follows a loss may go on before the next.</summary>
    static IEnumerable<(Tensor Predictions, Batch Batch, Tensor Loss)> Pass(
        Model model, Tape tape, DataSet data, int batchSize, CancellationToken cancellationToken)
    {
        var context = new LayerContext(tape) { State = data.CarriesState ? new ModelState() : null, SideInputs = new Tensor[data.SideShapes.Count] };
        int batches = data.BatchCount(batchSize), index = 0;
        for (; index != batches; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tape.Reset();
            Batch batch = data.CutFor(context, batchSize, index, order: null);
            if (batch.Inputs.IsEmpty)
                break;
            if (batch.StartsSequences)
                context.State?.Reset();
            Tensor predictions = model.Forward(context, batch.Inputs), weights = batch.SampleWeights;
            yield return (predictions, batch, model.Loss!.Mean(tape, predictions, batch.Targets, weights.IsEmpty ? [] : weights.Values));
        }

        if (index == 0)
            throw new InvalidOperationException("The data set is empty: it gave no batch.");
    }

    static void Backward(Tape tape, ParameterStore store, Tensor loss)
    {
        store.BeginPass();
        if (loss.RequiresGradient)
            tape.Backward(loss, [1]);
        store.ClearUnwritten();
    }
}
