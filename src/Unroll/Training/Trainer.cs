using System.Diagnostics;
using Unroll.Data;
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
    const ulong OrderDomain = 3;

    readonly TrainingStep _step;
    readonly Evaluator _evaluator;
    readonly RandomKey _key;
    readonly Callback[] _callbacks;
    bool _stop;

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

        _step = new TrainingStep(model, options.Workers) { RequiresFinite = options.OnNonFiniteLoss != NonFiniteLoss.Continue };
        _step.BuildFor(data);
        _evaluator = new Evaluator(model, _step.Tape);
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
    public long Step
    {
        get => _step.Number;
        internal set => _step.Number = value;
    }

    /// <summary>Batches of a whole epoch, or <see cref="DataSet.UnknownCount"/> for a stream that ends when it ends.</summary>
    public int BatchesPerEpoch => Options.StepsPerEpoch ?? Data.BatchCount(Options.BatchSize);

    /// <summary>The loss of the last step.</summary>
    public double LastLoss { get; private set; }

    /// <summary>Whether training ended because the loss, a gradient or a weight was NaN or infinite; <see cref="History.Failure"/> says which.</summary>
    public bool StoppedOnNonFiniteLoss { get; private set; }

    /// <summary>Whether the last <see cref="Run"/> was cancelled before its end, so that it can be continued later.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The state that training carries between batches, if its data are continuous.</summary>
    internal ModelState? State => _step.State;

    /// <summary>The losses that tell a diverged training.</summary>
    internal LossWatch Losses { get; } = new();

    internal IReadOnlyList<Callback> Callbacks => _callbacks;

    /// <summary>Ends training after the running step.</summary>
    public void Stop() => _stop = true;

    /// <summary>Trains from where the run stands to its end.</summary>
    /// <param name="cancellationToken">Ends training after the running step, as <see cref="Stop"/> does; the run can continue later.</param>
    public History Run(CancellationToken cancellationToken = default)
    {
        using IEnumerator<StepLog> steps = Steps(cancellationToken).GetEnumerator();
        while (steps.MoveNext())
        {
        }

        return History;
    }

    /// <summary>
    /// Trains as <see cref="Run"/> does, with callbacks, validation and history, a step each time that the next element is asked for:
    /// <c>foreach (StepLog step in trainer.Steps())</c>. Who leaves the loop ends training, as <see cref="Stop"/> does; the run can continue later.
    /// </summary>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    /// <returns>The steps that were made; the callbacks have seen each, and an epoch ends before the step after it.</returns>
    public IEnumerable<StepLog> Steps(CancellationToken cancellationToken = default)
    {
        bool isLeft = false;
        long start = 0;
        _stop = StoppedOnNonFiniteLoss = false;
        foreach (Callback callback in _callbacks)
            callback.OnRestore(this);
        foreach (Callback callback in _callbacks)
            callback.OnTrainBegin(this);
        try
        {
            while (!IsDone && !_stop && !cancellationToken.IsCancellationRequested)
            {
                start = BeginEpoch();
                bool complete = IsEpochComplete;
                while (!complete && !IsAtStepLimit && !_stop && !cancellationToken.IsCancellationRequested)
                {
                    if (!TryStep())
                    {
                        complete = true;
                        break;
                    }

                    complete = IsEpochComplete;
                    foreach (Callback callback in _callbacks)
                        callback.OnBatchEnd(this);
                    if (StoppedOnNonFiniteLoss)
                        break;
                    Save();
                    isLeft = true;
                    yield return new StepLog(Epoch + 1, Batch, Step, LastLoss);
                    isLeft = false;
                }

                if ((complete || IsDone) && Batch > 0)
                    EndEpoch(start);
            }

            EndTraining(cancellationToken);
        }
        finally
        {
            if (isLeft)
            {
                Stop();
                if (IsEpochComplete || IsDone)
                    EndEpoch(start);
                EndTraining(CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// Makes one step of the running epoch: forward, backward, update; without the update where <see cref="FitOptions.OnNonFiniteLoss"/> says so. Neither
    /// callbacks nor validation run, and the epoch does not end: <see cref="Steps"/> does all of that.
    /// </summary>
    /// <returns>
    /// Whether a step was made: no when the epoch has no batch left, and when training has to stop because a loss, a gradient or a weight is NaN or infinite.
    /// </returns>
    public bool RunStep() => !IsEpochComplete && TryStep() && !StoppedOnNonFiniteLoss;

    /// <summary>Goes back to the first batch of the epoch without ending it, for callers that make steps one by one.</summary>
    internal void Rewind() => Batch = 0;

    /// <inheritdoc/>
    public void Dispose() => _step.Dispose();

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
        Batch batch = _step.Begin(Data, Options.BatchSize, checked((int)index), order);
        if (batch.Inputs.IsEmpty && index == 0)
            throw new InvalidOperationException("The stream is empty: it gave no batch to train on.");
        if (batch.Inputs.IsEmpty && Options.StepsPerEpoch is { } wanted)
            throw new InvalidOperationException(
                $"The stream ended after {index} batches, in epoch {Epoch + 1} of {wanted} steps each; let it begin again (Repeat = true), or leave "
                + "StepsPerEpoch out.");
        return batch;
    }

    /// <returns>Whether there was a batch; only a stream can say no.</returns>
    bool TryStep()
    {
        Batch batch = NextBatch();
        if (batch.Inputs.IsEmpty)
            return false;
        Tensor loss = _step.Measure(batch, Options.ClassWeights, out Tensor predictions);
        LastLoss = _step.AddGradients(loss, weight: 1);
        if (_step.TryUpdate())
        {
            Losses.Add(LastLoss);
            RunningMetrics.Update(predictions, batch, LastLoss);
        }
        else if (Options.OnNonFiniteLoss == NonFiniteLoss.Skip && HasFiniteWeights)
        {
            History.SkippedSteps++;
        }
        else
        {
            StoppedOnNonFiniteLoss = _stop = true;
            return true;
        }

        Batch++;
        Step++;
        return true;
    }

    bool HasFiniteWeights => double.IsFinite(Norm.Compute(_step.Workers, Model.Parameters.Values));

    bool IsEpochComplete => BatchesPerEpoch is var batches and not DataSet.UnknownCount && Batch >= batches;

    bool IsAtStepLimit => Step >= (Options.Steps ?? long.MaxValue);

    bool IsDone => Epoch >= Options.Epochs || IsAtStepLimit;

    long BeginEpoch()
    {
        long start = Stopwatch.GetTimestamp();
        if (Batch == 0)
            RunningMetrics.Reset();
        foreach (Callback callback in _callbacks)
            callback.OnEpochBegin(this);
        return start;
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

    void EndTraining(CancellationToken cancellationToken)
    {
        IsCancelled = cancellationToken.IsCancellationRequested && !IsDone && !_stop;
        Model.Optimizer!.Average?.Use();
        foreach (Callback callback in _callbacks)
            callback.OnTrainEnd(this);
        History.IsStopped = !IsDone;
        History.Failure = !HasFiniteWeights ? TrainingFailure.NonFiniteWeights
            : StoppedOnNonFiniteLoss ? _step.Failure
            : IsCancelled || Step == 0 ? TrainingFailure.None
            : History.SkippedSteps == Step ? TrainingFailure.EveryStepSkipped
            : Options.OnNonFiniteLoss == NonFiniteLoss.Continue && !double.IsFinite(LastLoss) ? TrainingFailure.NonFiniteLoss
            : Losses.HasDiverged ? TrainingFailure.Diverged
            : TrainingFailure.None;
    }

    void Save()
    {
        foreach (Callback callback in _callbacks)
            callback.OnSave(this);
    }
}
