using System.Diagnostics;
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
/// The training loop: epochs of steps, each step forward, backward, update. Where it stands is three numbers (epoch, batch, step) and the sums of the
/// running epoch; all randomness is a function of the seed and these, so that a run can stop anywhere and continue with the same bits.
/// </summary>
public sealed class Trainer : IDisposable
{
    const ulong StepDomain = 2;
    const ulong OrderDomain = 3;

    readonly Workers _workers;
    readonly Tape _tape;
    readonly LayerContext _context;
    readonly Evaluator _evaluator;
    readonly RandomKey _key;
    readonly Callback[] _callbacks;
    bool _stop;
    TrainingFailure _fault;

    /// <summary>A run from the start; a checkpoint can then move it to where an earlier run stood.</summary>
    /// <exception cref="InvalidOperationException">The model has no optimizer and loss yet.</exception>
    public Trainer(Model model, DataSet data, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (model.Optimizer is null)
            throw new InvalidOperationException("The model has no optimizer and no loss yet: call Compile(optimizer, loss, metrics) before Fit.");

        (Model, Data, Validation, Options) = (model, data, options.Validation, options);
        if (options.ValidationSplit > 0)
            (Data, Validation) = data.Split(options.ValidationSplit);
        model.Build(data.SampleShape, data.SideShapes);
        if (Validation is { } validation)
            model.Build(validation.SampleShape, validation.SideShapes);
        model.Optimizer.BuildFor(model.Parameters);
        if (Data.BatchCount(options.BatchSize) == 0)
            throw new ArgumentException($"The data set gives no batch of up to {options.BatchSize} rows: there is nothing to train on.", nameof(data));
        if (Validation?.BatchCount(options.ValidationBatchSize ?? options.BatchSize) == 0)
            throw new ArgumentException($"{nameof(FitOptions.Validation)} gives no batch: there is nothing to measure on; leave it out, or pass data.",
                nameof(options));

        _workers = new Workers(options.Workers == 0 ? Environment.ProcessorCount : options.Workers);
        _tape = new Tape(_workers) { IsRecording = true };
        _context = new LayerContext(_tape)
        {
            IsTraining = true,
            State = data.CarriesState ? new ModelState() : null,
            SideInputs = new Tensor[data.SideShapes.Count],
        };
        _evaluator = new Evaluator(model, _tape);
        _key = RandomKey.FromSeed(model.Seed);
        _callbacks = options.Verbose == 0 ? [.. options.Callbacks] : [new ProgressBar(options.Output ?? Console.Out, options.Verbose), .. options.Callbacks];
        RunningMetrics = new RunningMetrics(model.Metrics);
        Epoch = options.InitialEpoch;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>What it is trained on.</summary>
    public DataSet Data { get; }

    /// <summary>What it is measured on after each epoch, if anything.</summary>
    public DataSet? Validation { get; }

    /// <summary>How.</summary>
    public FitOptions Options { get; }

    /// <summary>The finished epochs.</summary>
    public History History { get; } = new();

    /// <summary>The loss and metrics of the running epoch; at its end the model's metrics take them over.</summary>
    public RunningMetrics RunningMetrics { get; }

    /// <summary>The running epoch, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches of the running epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>Steps made in all, skipped ones included.</summary>
    public long Step { get; internal set; }

    /// <summary>Batches of a whole epoch, or <see cref="DataSet.UnknownCount"/> for a stream that ends when it ends.</summary>
    public int BatchesPerEpoch => Options.StepsPerEpoch ?? Data.BatchCount(Options.BatchSize);

    /// <summary>The loss of the last step.</summary>
    public double LastLoss { get; private set; }

    /// <summary>Whether training ended because the loss, a gradient or a weight was NaN or infinite; <see cref="History.Failure"/> says which.</summary>
    public bool StoppedOnNonFiniteLoss { get; private set; }

    /// <summary>Whether the last <see cref="Run"/> was cancelled before its end, so that it can be continued later.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The state that training carries between batches, if its data are continuous.</summary>
    internal ModelState? State => _context.State;

    internal IReadOnlyList<Callback> Callbacks => _callbacks;

    /// <summary>Ends training after the running step.</summary>
    public void Stop() => _stop = true;

    /// <summary>Trains from where the run stands to its end.</summary>
    /// <param name="cancellationToken">Ends training after the running step, as <see cref="Stop"/> does; the run can continue later.</param>
    public History Run(CancellationToken cancellationToken = default)
    {
        _stop = StoppedOnNonFiniteLoss = false;
        foreach (Callback callback in _callbacks)
            callback.OnRestore(this);
        foreach (Callback callback in _callbacks)
            callback.OnTrainBegin(this);
        while (!IsDone && !_stop && !cancellationToken.IsCancellationRequested)
            RunEpoch(cancellationToken);
        IsCancelled = cancellationToken.IsCancellationRequested && !IsDone && !_stop;
        Model.Optimizer!.Average?.Use();
        foreach (Callback callback in _callbacks)
            callback.OnTrainEnd(this);
        History.Failure = !HasFiniteWeights ? TrainingFailure.NonFiniteWeights
            : StoppedOnNonFiniteLoss ? _fault
            : Step > 0 && History.SkippedSteps == Step && !IsCancelled ? TrainingFailure.EveryStepSkipped
            : TrainingFailure.None;
        return History;
    }

    /// <summary>Makes one step: forward, backward, update; without the update where <see cref="FitOptions.OnNonFiniteLoss"/> says so.</summary>
    /// <returns>Whether there was a batch left in the epoch; only a stream can say no.</returns>
    public bool RunStep()
    {
        Model.Optimizer!.Average?.Release();
        Batch batch = NextBatch();
        if (batch.Inputs.IsEmpty)
            return false;
        if (batch.StartsSequences)
            _context.State?.Reset();
        _context.StepKey = _key.Derive(StepDomain).Derive((ulong)Step);
        Tensor predictions = Model.Forward(_context, batch.Inputs);
        Tensor loss = Model.AddPenalties(_tape,
            Model.Loss!.Mean(_tape, predictions, batch.Targets, RowWeights.Compute(_tape.Arena, batch, Options.ClassWeights)));
        LastLoss = loss.Values[0];
        if (TryUpdate(loss))
            RunningMetrics.Update(predictions, batch, LastLoss);
        else if (!TrySkip())
            return true;
        Batch++;
        Step++;
        return true;
    }

    /// <summary>Goes back to the first batch of the epoch without ending it, for callers that make steps one by one.</summary>
    internal void Rewind() => Batch = 0;

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    /// <summary>Cuts the batch that comes next. Where it lies is a function of epoch and batch alone, so that a run can be resumed anywhere.</summary>
    Batch NextBatch()
    {
        int count = Data.BatchCount(Options.BatchSize);
        long pass = Epoch, index = Batch;
        if (Options.StepsPerEpoch is { } steps)
        {
            index += (long)Epoch * steps;
            (pass, index) = count == DataSet.UnknownCount ? (0, index) : Math.DivRem(index, count);
        }

        RandomKey? order = Options.Shuffle ? _key.Derive(OrderDomain).Derive((ulong)pass) : null;
        _tape.Reset();
        Batch batch = Data.CutFor(_context, Options.BatchSize, checked((int)index), order);
        if (batch.Inputs.IsEmpty && index == 0)
            throw new InvalidOperationException("The stream is empty: it gave no batch to train on.");
        if (batch.Inputs.IsEmpty && Options.StepsPerEpoch is { } wanted)
            throw new InvalidOperationException(
                $"The stream ended after {index} batches, in epoch {Epoch + 1} of {wanted} steps each; let it begin again (Repeat = true), or leave "
                + "StepsPerEpoch out.");
        return batch;
    }

    /// <summary>Backward pass and update; neither a weight nor the optimizer has changed where there is none.</summary>
    bool TryUpdate(Tensor loss)
    {
        bool mustBeFinite = Options.OnNonFiniteLoss != NonFiniteLoss.Continue;
        _fault = TrainingFailure.NonFiniteLoss;
        if (mustBeFinite && !double.IsFinite(LastLoss))
            return false;
        Model.Parameters.BeginPass();
        _tape.Backward(loss);
        Model.Parameters.ClearUnwritten();
        _fault = TrainingFailure.NonFiniteGradients;
        if (mustBeFinite)
            return Model.Optimizer!.TryStep(_workers, Model.Parameters);
        Model.Optimizer!.Step(_workers, Model.Parameters);
        return true;
    }

    /// <summary>After a step without an update: counts it, or ends training.</summary>
    bool TrySkip()
    {
        // What the forward pass left in the state may be as broken as the loss or the gradients.
        _context.State?.Reset();
        if (Options.OnNonFiniteLoss == NonFiniteLoss.Skip && HasFiniteWeights)
        {
            History.SkippedSteps++;
            return true;
        }

        StoppedOnNonFiniteLoss = _stop = true;
        return false;
    }

    bool HasFiniteWeights => double.IsFinite(Norm.Compute(_workers, Model.Parameters.Values));

    bool IsEpochComplete => BatchesPerEpoch is var batches and not DataSet.UnknownCount && Batch >= batches;

    bool IsDone => Epoch >= Options.Epochs || Step >= (Options.Steps ?? long.MaxValue);

    void RunEpoch(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        if (Batch == 0)
            RunningMetrics.Reset();
        foreach (Callback callback in _callbacks)
            callback.OnEpochBegin(this);
        bool complete = IsEpochComplete;
        while (!complete && Step < (Options.Steps ?? long.MaxValue) && !_stop && !cancellationToken.IsCancellationRequested)
        {
            if (!RunStep())
            {
                complete = true;
                break;
            }

            complete = IsEpochComplete;
            foreach (Callback callback in _callbacks)
                callback.OnBatchEnd(this);
            if (!StoppedOnNonFiniteLoss)
                Save();
        }

        if ((!complete && !IsDone) || Batch == 0)
            return;
        EndEpoch(start);
    }

    void EndEpoch(long start)
    {
        Model.Optimizer!.Average?.Use();
        var values = new Dictionary<string, double>();
        RunningMetrics.WriteTo(values, "");
        RunningMetrics.HandOver(Model.Metrics);
        if (Validation is { } validation)
        {
            var figures = new RunningMetrics(Model.Metrics);
            _evaluator.Run(validation, Options.ValidationBatchSize ?? Options.BatchSize, figures, Options.ValidationSteps, CancellationToken.None);
            figures.WriteTo(values, "val_");
        }

        values["learning_rate"] = Model.Optimizer.LearningRateAt(Math.Max(0, Model.Optimizer.Iterations - 1));
        var epoch = new EpochLog(Epoch + 1, Batch, Stopwatch.GetElapsedTime(start).TotalSeconds, values);
        History.Add(epoch);
        Epoch++;
        Batch = 0;
        foreach (Callback callback in _callbacks)
            callback.OnEpochEnd(this, epoch);
        Save();
    }

    void Save()
    {
        foreach (Callback callback in _callbacks)
            callback.OnSave(this);
    }
}
