namespace Unroll.Studies.Runs;

/// <summary>A model of a task and data that it can be trained or measured on.</summary>
public abstract class TaskRun
{
    /// <summary>The data.</summary>
    public abstract TaskData Data { get; }

    /// <summary>The model.</summary>
    public abstract TrainedModel Model { get; }

    /// <summary>Measures the model on the part of the data that is held out.</summary>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Nothing is held out.</exception>
    public abstract Evaluation Measure(CancellationToken cancellation);

    /// <summary>What a training ends with: the metrics of the held-out part and the tables they come from; null where the last epoch has said all.</summary>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public abstract Evaluation? Conclude(CancellationToken cancellation);

    /// <summary>The names of what a training will have measured at its end.</summary>
    public abstract TrainingOutline Outline { get; }
}

/// <summary>A model and data of one task.</summary>
sealed class TaskRun<TData>(TData data, TrainedModel<TData> model) : TaskRun where TData : TaskData
{
    public override TaskData Data => data;

    public override TrainedModel Model => model;

    public override Evaluation Measure(CancellationToken cancellation) => model.Measure(data, cancellation);

    public override Evaluation? Conclude(CancellationToken cancellation) => model.Conclude(data, cancellation);

    public override TrainingOutline Outline => TrainingOutline.From(model.Configuration, data, model.Outline(data));
}
