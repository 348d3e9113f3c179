using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Fit and Evaluate on a model.</summary>
public static class ModelTraining
{
    /// <summary>Trains a compiled model; builds it first if need be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">Samples and targets.</param>
    /// <param name="options">Epochs, batch size, validation, callbacks …</param>
    /// <param name="cancellation">Ends training after the running step.</param>
    /// <returns>The figures, epoch by epoch.</returns>
    public static History Fit(this Model model, DataSet training, FitOptions? options = null, CancellationToken cancellation = default)
    {
        using var trainer = new Trainer(model, training, options ?? new FitOptions());
        return trainer.Run(cancellation);
    }

    /// <summary>Measures a compiled model: its loss and metrics by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Samples and targets.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyDictionary<string, double> Evaluate(this Model model, DataSet data, int batchSize = 32, int workers = 0,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Loss is null)
            throw new InvalidOperationException("The model has no loss yet: call Compile(optimizer, loss, metrics) before Evaluate.");
        model.Build(data.SampleShape);
        using var crew = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        var figures = new RunningFigures(model.Metrics);
        new Evaluator(model, new Tape(crew)).Run(data, batchSize, figures, cancellation);
        var values = new Dictionary<string, double>();
        figures.WriteTo(values, "");
        return values;
    }
}
