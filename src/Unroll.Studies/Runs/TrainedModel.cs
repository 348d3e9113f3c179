using Unroll.Data;
using Unroll.Models;
using Unroll.Studies.Settings;
using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>A model of a task with what is needed to use it: to be measured, to predict, to be looked at.</summary>
/// <param name="configuration">What it was made from.</param>
/// <param name="network">The network, built and compiled.</param>
/// <param name="workers">Threads; 0 for one per processor.</param>
public abstract class TrainedModel(RunConfiguration configuration, Model network, int workers) : IDisposable
{
    /// <summary>What the run was made from.</summary>
    public RunConfiguration Configuration { get; } = configuration;

    /// <summary>The network, built and compiled.</summary>
    public Model Network { get; } = network;

    /// <summary>Threads; 0 for one per processor.</summary>
    public int Workers { get; } = workers;

    /// <summary>The checkpoint that the weights were read from; null of a model that is trained.</summary>
    public RunCheckpoint? Checkpoint { get; internal set; }

    /// <summary>What a checkpoint carries so that the model can be used without its data: a vocabulary, a scaler.</summary>
    public virtual IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    /// <summary>The model beside data, to be measured on them.</summary>
    /// <param name="names">
    /// Names or paths of other data, all of which are held out, of prices the days after the training; empty for the run's own. Either are read with the
    /// model's vocabulary or scaler.
    /// </param>
    /// <exception cref="InputException">The model cannot be measured on them, or its own have changed.</exception>
    public abstract TaskRun On(IReadOnlyList<string> names);

    /// <summary>What is shown of the model after an epoch of training; null for nothing.</summary>
    public virtual string? Sample() => null;

    /// <summary>What is shown of the model after the training; null for nothing.</summary>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public virtual string? Demonstrate(CancellationToken cancellationToken) => null;

    /// <summary>What to do with the trained model, in a sentence and as a command.</summary>
    /// <param name="run">The run folder, as a word of a shell.</param>
    public virtual (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run}");

    /// <summary>What writes text, where the model does.</summary>
    public virtual ITextWriter? Writer => null;

    /// <summary>The data that a prediction reads where no files are named; empty for none.</summary>
    public virtual IReadOnlyList<string> PredictionData => [];

    /// <summary>Predicts what is not known yet.</summary>
    /// <param name="input">From what.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The task needs another input; the message says which.</exception>
    public Predictions Predict(PredictionInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        Predictions predictions = PredictFrom(input, cancellationToken);
        return input.Data.Count == 0 && PredictionData.Count > 0 && FileChange.Describe(Configuration.DataFiles, Configuration.IdentifyData()) is { } change
            ? predictions with { Remarks = [.. predictions.Remarks, $"{change}; the prediction is made from it as it is now"] }
            : predictions;
    }

    /// <summary>Predicts what is not known yet.</summary>
    private protected abstract Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The loss and the metrics of the model.</summary>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite.</exception>
    internal List<MetricValue> Losses(DataSet data, int batchSize, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double> metrics = Network.Evaluate(data, batchSize, Workers, cancellationToken);
        FiniteNumbers.OfLoss(metrics["loss"]);
        return [.. metrics.Select(metric => new MetricValue(MetricName.Of(metric.Key), metric.Value))];
    }

    /// <summary>The names of <see cref="Losses"/>.</summary>
    internal IEnumerable<string> LossNames => Configuration.Metrics.Select(MetricName.Of);
}

/// <summary>A model of a task, typed in the data that it can be measured on.</summary>
public abstract class TrainedModel<TData>(RunConfiguration configuration, Model network, int workers)
    : TrainedModel(configuration, network, workers) where TData : TaskData
{
    /// <summary>What dynamic evaluation is called where it is asked for.</summary>
    private protected const string DynamicName = "dynamic";

    /// <inheritdoc/>
    public sealed override TaskRun On(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            DataPlaces.Require(Configuration);
            FileChange.Require(Configuration.DataFiles, Configuration.IdentifyData(), "pass --data to measure the model on other data");
        }

        return new TaskRun<TData>(names.Count == 0 ? Reload() : Load(names), this);
    }

    /// <summary>Reads the run's own data with the model's vocabulary or scaler.</summary>
    protected abstract TData Reload();

    /// <summary>Reads other data, all of them held out, with the model's vocabulary or scaler.</summary>
    /// <exception cref="InputException">The model cannot be measured on them.</exception>
    protected abstract TData Load(IReadOnlyList<string> names);

    /// <summary>Measures the model on the part of the data that is held out.</summary>
    internal abstract Evaluation Measure(TData data, CancellationToken cancellationToken);

    /// <summary>Measures the model while its weights follow the part of the data that is held out; they are as before at the end.</summary>
    /// <exception cref="SettingException">The task has no text that runs through the model.</exception>
    internal virtual Evaluation MeasureDynamically(TData data, CancellationToken cancellationToken) =>
        throw new SettingException(DynamicName, $": a run of the task {Configuration.Task} has no text to follow");

    /// <summary>What a training ends with; null where the last epoch has said all.</summary>
    internal virtual Evaluation? Conclude(TData data, CancellationToken cancellationToken) => data.KeepsBest ? null : Measure(data, cancellationToken);

    /// <summary>The names of what <see cref="Conclude"/> gives, so that a study can tell a mistyped one before it trains.</summary>
    internal abstract EvaluationOutline Outline(TData data);

    /// <summary>What a report shows of the model on its data, by file name in the run folder.</summary>
    internal virtual IReadOnlyDictionary<string, string> Explain(TData data, CancellationToken cancellationToken) => new Dictionary<string, string>();
}
