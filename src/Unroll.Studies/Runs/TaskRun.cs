namespace Unroll.Studies.Runs;

/// <summary>A model of a task and data that it can be trained or measured on.</summary>
public abstract class TaskRun
{
    /// <summary>The data.</summary>
    public abstract TaskData Data { get; }

    /// <summary>The model.</summary>
    public abstract TrainedModel Model { get; }

    /// <summary>Measures the model on the part of the data that is held out.</summary>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Nothing is held out.</exception>
    public abstract Evaluation Measure(CancellationToken cancellationToken);

    /// <summary>Measures the model while its weights follow the part of the data that is held out; they are as before at the end.</summary>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Nothing is held out, or the task has no text that runs through the model.</exception>
    public abstract Evaluation MeasureDynamically(CancellationToken cancellationToken);

    /// <summary>What a training ends with: the metrics of the held-out part and the tables they come from; null where the last epoch has said all.</summary>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public abstract Evaluation? Conclude(CancellationToken cancellationToken);

    /// <summary>The names of what a training will have measured at its end.</summary>
    public abstract TrainingOutline Outline { get; }

    /// <summary>What a report shows of the trained model on its data, as JSON by file name in the run folder.</summary>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public abstract IReadOnlyDictionary<string, string> Explain(CancellationToken cancellationToken);
}

/// <summary>A model and data of one task.</summary>
sealed class TaskRun<TData>(TData data, TrainedModel<TData> model) : TaskRun where TData : TaskData
{
    public override TaskData Data => data;

    public override TrainedModel Model => model;

    public override Evaluation Measure(CancellationToken cancellationToken) => model.Measure(data, cancellationToken);

    public override Evaluation MeasureDynamically(CancellationToken cancellationToken) => model.MeasureDynamically(data, cancellationToken);

    public override Evaluation? Conclude(CancellationToken cancellationToken) => model.Conclude(data, cancellationToken);

    public override TrainingOutline Outline => TrainingOutline.From(model.Configuration, data, model.Outline(data));

    public override IReadOnlyDictionary<string, string> Explain(CancellationToken cancellationToken) => model.Explain(data, cancellationToken);
}
