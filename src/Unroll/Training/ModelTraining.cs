using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Fit and Evaluate on a model.</summary>
public static class ModelTraining
{
    /// <summary>Trains a compiled model; builds it first if need be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">Samples and targets.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks …</param>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    /// <returns>The metric values, epoch by epoch.</returns>
    public static History Fit(this Model model, DataSet training, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var trainer = new Trainer(model, training, options ?? new FitOptions());
        return trainer.Run(cancellationToken);
    }

    /// <summary>
    /// Trains a compiled model on arrays: <c>model.Fit(x, y)</c> with float[,,], float[,] or int[,] as x, and float[,], float[], int[] … as y.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">[sample, time, features], [sample, features], or ids.</param>
    /// <param name="targets">The same number, as the loss takes them.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks …</param>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    /// <returns>The metric values, epoch by epoch.</returns>
    public static History Fit(this Model model, Samples inputs, Samples targets, FitOptions? options = null, CancellationToken cancellationToken = default) =>
        model.Fit(new ArrayData(inputs, targets), options, cancellationToken);

    /// <summary>Trains a compiled model that reads several inputs: <c>model.Fit([words, prices], y)</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The main input, then the side inputs.</param>
    /// <param name="targets">One for each sample, as the loss takes them.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks …</param>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    /// <returns>The metric values, epoch by epoch.</returns>
    public static History Fit(this Model model, Samples[] inputs, Samples targets, FitOptions? options = null, CancellationToken cancellationToken = default) =>
        model.Fit(new ArrayData(inputs, targets), options, cancellationToken);

    /// <summary>Trains a compiled model on batches that a sequence gives: a list, or a generator method that yields them, of any length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The batches of an epoch; with StepsPerEpoch they begin again where they end, and may be endless.</param>
    /// <param name="options">Epochs, validation, callbacks …; batch size and shuffling are the sequence's own.</param>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    /// <returns>The metric values, epoch by epoch.</returns>
    public static History Fit(this Model model, IEnumerable<ArrayData> batches, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var stream = new BatchStream(batches) { Repeat = options?.StepsPerEpoch is not null };
        return model.Fit(stream, options, cancellationToken);
    }

    /// <summary>Trains a compiled model on another thread, so that the caller's stays free. Until it ends, nothing else may use the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">Samples and targets.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks, which are called on that thread …</param>
    /// <param name="cancellationToken">
    /// Ends training after the running step. The task is not cancelled then: it gives the history so far, whose <see cref="History.Outcome"/> is
    /// <see cref="TrainingOutcome.Stopped"/>.
    /// </param>
    /// <returns>The metric values, epoch by epoch.</returns>
    public static Task<History> FitAsync(this Model model, DataSet training, FitOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(() => model.Fit(training, options, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Trains a compiled model on arrays on another thread: <c>await model.FitAsync(x, y)</c>.</summary>
    /// <inheritdoc cref="FitAsync(Model, DataSet, FitOptions?, CancellationToken)"/>
    /// <param name="model">The model.</param>
    /// <param name="inputs">[sample, time, features], [sample, features], or ids.</param>
    /// <param name="targets">The same number, as the loss takes them.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks, which are called on that thread …</param>
    /// <param name="cancellationToken">Ends training after the running step.</param>
    public static Task<History> FitAsync(this Model model, Samples inputs, Samples targets, FitOptions? options = null,
        CancellationToken cancellationToken = default) => model.FitAsync(new ArrayData(inputs, targets), options, cancellationToken);

    /// <summary>Measures a compiled model on arrays: its loss and metrics by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">[sample, time, features], [sample, features], or ids.</param>
    /// <param name="targets">The same number, as the loss takes them.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public static IReadOnlyDictionary<string, double> Evaluate(this Model model, Samples inputs, Samples targets, int batchSize = 32) =>
        model.Evaluate(new ArrayData(inputs, targets), batchSize);

    /// <summary>Measures a compiled model that reads several inputs: its loss and metrics by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The main input, then the side inputs.</param>
    /// <param name="targets">One for each sample, as the loss takes them.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public static IReadOnlyDictionary<string, double> Evaluate(this Model model, Samples[] inputs, Samples targets, int batchSize = 32) =>
        model.Evaluate(new ArrayData(inputs, targets), batchSize);

    /// <summary>Measures a compiled model: its loss and metrics by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Samples and targets.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyDictionary<string, double> Evaluate(this Model model, DataSet data, int batchSize = 32, int workers = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (model.Loss is null)
            throw new InvalidOperationException("The model has no loss yet: call Compile(optimizer, loss, metrics) before Evaluate.");
        model.Build(data.SampleShape, data.SideShapes);
        using var crew = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        var figures = new RunningMetrics(model.Metrics);
        new Evaluator(model, new Tape(crew)).Run(data, batchSize, figures, steps: null, cancellationToken);
        figures.HandOver(model.Metrics);
        var values = new Dictionary<string, double>();
        figures.WriteTo(values, "");
        return values;
    }
}
