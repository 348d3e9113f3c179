using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>
/// A training step in two halves, for a loop of your own: <c>Accumulate</c> computes a loss and adds its gradients to a sum, <see cref="Apply"/> clips the
/// sum, checks it and updates the weights. Several parts of a batch, or several losses, make one update when they are accumulated before it. The sum is
/// <see cref="Parameters.Parameter.Gradients"/>. <see cref="Trainer"/> makes its steps with it.
/// </summary>
/// <example>
/// <code>
/// using var step = new TrainingStep(model);
/// for (int update = 0; update &lt; updates; update++)
/// {
///     step.Accumulate(data, batchSize: 32, index: 2 * update, weight: 0.5f);
///     step.Accumulate(data, batchSize: 32, index: (2 * update) + 1, weight: 0.5f);
///     step.Apply();
/// }
/// </code>
/// </example>
public sealed class TrainingStep : IDisposable
{
    const ulong StepDomain = 2;

    /// <summary>Above the numbers of layers, which are derived from a step's key too.</summary>
    const ulong PartDomain = 1UL << 33;

    readonly LayerContext _context;
    readonly RandomKey _key;
    Optimizer? _optimizer;
    DataSet? _data;
    int _parts;

    /// <summary>Steps of a compiled model.</summary>
    /// <param name="model">The model; a data set builds it if need be.</param>
    /// <param name="workers">Threads; 0 for one per processor. The result does not depend on it.</param>
    /// <exception cref="InvalidOperationException">The model has no optimizer and no loss yet.</exception>
    public TrainingStep(Model model, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (model.Optimizer is null)
            throw new InvalidOperationException("The model has no optimizer and no loss yet: call Compile(optimizer, loss, metrics) before it is trained.");
        Model = model;
        Workers = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        Tape = new Tape(Workers) { IsRecording = true };
        _context = new LayerContext(Tape) { IsTraining = true };
        _key = RandomKey.FromSeed(model.Seed).Derive(StepDomain);
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>
    /// The number of the next update, from 0: how often <see cref="Apply"/> was called. Dropout and noise are functions of the model's seed and of this; set it
    /// to go on where an earlier loop stood.
    /// </summary>
    public long Number { get; set; }

    /// <summary>
    /// The state that sequences start from and update; null when every sequence starts from zeros. Data that continue their sequences bring one, and reset it
    /// where they begin anew.
    /// </summary>
    public ModelState? State
    {
        get => _context.State;
        set => _context.State = value;
    }

    /// <summary>Why the last <see cref="Apply"/> made no update; <see cref="TrainingFailure.None"/> when it did.</summary>
    public TrainingFailure Failure { get; private set; }

    internal Workers Workers { get; }

    internal Tape Tape { get; }

    /// <summary>Whether a loss or a gradient that is NaN or infinite leads to no update.</summary>
    internal bool RequiresFinite { get; init; } = true;

    /// <summary>Adds the gradients of the loss of some samples: forward, the compiled loss with the regularizers' penalties, backward.</summary>
    /// <param name="inputs">[sample, time, features], [sample, features], or ids.</param>
    /// <param name="targets">The same number, as the loss takes them.</param>
    /// <param name="weight">What the loss is multiplied by: for a part of a batch its share of the rows, so that the parts add up to the mean.</param>
    /// <returns>The loss, not multiplied.</returns>
    public double Accumulate(Samples inputs, Samples targets, float weight = 1)
    {
        var data = new ArrayData(inputs, targets);
        return Accumulate(data, data.Count, 0, weight);
    }

    /// <summary>Adds the gradients of the loss of a batch, in the order of the data.</summary>
    /// <param name="data">Samples, targets and their weights.</param>
    /// <param name="batchSize">Rows of a full batch.</param>
    /// <param name="index">Which batch, from 0.</param>
    /// <param name="weight">What the loss is multiplied by.</param>
    /// <returns>The loss, not multiplied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The data have no such batch.</exception>
    public double Accumulate(DataSet data, int batchSize, int index, float weight = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        RequireFiniteWeight(weight);
        int count = data.BatchCount(batchSize);
        if (index < 0 || (count != DataSet.UnknownCount && index >= count))
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The data have {count} batches of up to {batchSize} rows: index runs from 0.");
        BuildFor(data);
        Batch batch = Begin(data, batchSize, index, order: null);
        return batch.Inputs.IsEmpty
            ? throw new ArgumentOutOfRangeException(nameof(index), index, "The stream has ended before this batch.")
            : AddGradients(Measure(batch, classWeights: null, out _), weight);
    }

    /// <summary>
    /// Adds the gradients of a loss of your own, from operations on the context's tape: several losses, several outputs of a model, terms of the weights. The
    /// regularizers' penalties are added by <see cref="Model.AddPenalties"/> where they are wanted.
    /// </summary>
    /// <param name="loss">
    /// Computes one number: a batch by <see cref="DataSet.Cut"/>, the model by <see cref="Model.Forward"/>, a loss by <see cref="Losses.Loss.Mean"/>.
    /// </param>
    /// <param name="weight">What the loss is multiplied by.</param>
    /// <returns>The loss, not multiplied.</returns>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ShapeMismatchException">The loss is not one number.</exception>
    public double Accumulate(Func<LayerContext, Tensor> loss, float weight = 1)
    {
        ArgumentNullException.ThrowIfNull(loss);
        RequireFiniteWeight(weight);
        if (!Model.IsBuilt)
            throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample.");
        Tensor result = loss(Begin());
        return result.Shape.Length == 1
            ? AddGradients(result, weight)
            : throw new ShapeMismatchException(nameof(Accumulate), "a loss of shape (1,), one number", result.Shape, nameof(loss));
    }

    /// <summary>Clips the sum of the gradients as the optimizer says, checks it, updates the weights, and begins a new sum.</summary>
    /// <returns>
    /// Whether there was an update. With a loss or a gradient that is NaN or infinite there is none: neither a weight nor the optimizer has changed, and a
    /// carried state starts from zeros.
    /// </returns>
    /// <exception cref="InvalidOperationException">Nothing was accumulated.</exception>
    public bool Apply()
    {
        if (_parts == 0)
            throw new InvalidOperationException($"There is no gradient to apply: call {nameof(Accumulate)} first.");
        bool isMade = TryUpdate();
        Number++;
        return isMade;
    }

    /// <inheritdoc/>
    public void Dispose() => Workers.Dispose();

    internal void BuildFor(DataSet data)
    {
        if (data == _data)
            return;
        Model.Build(data.SampleShape, data.SideShapes);
        if (_context.SideInputs.Length != data.SideShapes.Count)
            _context.SideInputs = new Tensor[data.SideShapes.Count];
        if (data.CarriesState)
            State ??= new ModelState();
        _data = data;
    }

    /// <summary>Cuts the batch that the next loss is computed on; an empty one after the end of a stream.</summary>
    internal Batch Begin(DataSet data, int batchSize, int index, RandomKey? order)
    {
        Batch batch = data.CutFor(Begin(), batchSize, index, order);
        if (batch.StartsSequences)
            State?.Reset();
        return batch;
    }

    /// <summary>The loss of a batch with the regularizers' penalties.</summary>
    internal Tensor Measure(Batch batch, IReadOnlyDictionary<int, float>? classWeights, out Tensor predictions)
    {
        predictions = Model.Forward(_context, batch.Inputs);
        return Model.AddPenalties(Tape, Model.Loss!.Mean(Tape, predictions, batch.Targets, RowWeights.Compute(Tape.Arena, batch, classWeights)));
    }

    /// <summary>Backward: the first part stores its gradients, later ones add to them. After a loss that is not finite there is nothing to add.</summary>
    internal double AddGradients(Tensor loss, float weight)
    {
        double value = loss.Values[0];

        // A backward pass that throws leaves half a sum, which must not be gone on with.
        int parts = _parts;
        _parts = 0;
        if (parts == 0)
        {
            Failure = TrainingFailure.None;
            Model.Parameters.BeginPass();
        }

        if (RequiresFinite && !double.IsFinite(value))
            Failure = TrainingFailure.NonFiniteLoss;
        if (Failure == TrainingFailure.None)
        {
            Tape.Backward(loss, [weight]);
            Model.Parameters.ClearUnwritten();
        }

        _parts = parts + 1;
        return value;
    }

    /// <summary>The update, from the gradients so far; neither a weight nor the optimizer has changed where there is none.</summary>
    internal bool TryUpdate()
    {
        _parts = 0;
        Optimizer optimizer = Model.Optimizer!;
        if (optimizer != _optimizer)
            (_optimizer = optimizer).BuildFor(Model.Parameters);
        if (!RequiresFinite)
        {
            optimizer.Step(Workers, Model.Parameters);
            return true;
        }

        if (Failure == TrainingFailure.None && !optimizer.TryStep(Workers, Model.Parameters))
            Failure = TrainingFailure.NonFiniteGradients;

        // What the forward pass left in the state may be as broken as the loss or the gradients.
        if (Failure != TrainingFailure.None)
            State?.Reset();
        return Failure == TrainingFailure.None;
    }

    /// <summary>The context of the next part. Each part of a step draws random numbers of its own; the first draws those of a whole step.</summary>
    LayerContext Begin()
    {
        Model.Optimizer!.Average?.Release();
        Tape.Reset();
        RandomKey key = _key.Derive((ulong)Number);
        _context.StepKey = _parts == 0 ? key : key.Derive(PartDomain + (ulong)_parts);
        return _context;
    }

    static void RequireFiniteWeight(float weight)
    {
        if (!float.IsFinite(weight))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of a loss is a finite number.");
    }
}
