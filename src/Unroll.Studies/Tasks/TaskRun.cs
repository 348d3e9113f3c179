using Unroll.Models;
using Unroll.Persistence;
using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>A model of a task with what is needed to use it: to be measured, to predict, to be looked at.</summary>
/// <param name="configuration">What it was made from.</param>
/// <param name="model">The model, built and compiled.</param>
/// <param name="workers">Threads; 0 for one a processor.</param>
public abstract class TaskRun(RunConfiguration configuration, Model model, int workers) : IDisposable
{
    /// <summary>What the run was made from.</summary>
    public RunConfiguration Configuration { get; } = configuration;

    /// <summary>The model.</summary>
    public Model Model { get; } = model;

    /// <summary>Threads; 0 for one a processor.</summary>
    public int Workers { get; } = workers;

    /// <summary>Opens a run with its trained weights.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="checkpoint">"best" (or the last one, when there is no best), "last", or a file.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <exception cref="InputException">There is no such run or checkpoint.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another model.</exception>
    public static TaskRun Open(string folder, string checkpoint = "best", int workers = 0)
    {
        RunFolder opened = RunFolder.Open(folder);
        RunConfiguration configuration = ConfigurationFile.Read(opened.Configuration);
        configuration.Check();
        string path = opened.Checkpoint(checkpoint);
        TaskRun run = configuration.CreateRun(ReadMetadata(path), path, workers);
        try
        {
            run.Model.LoadWeights(path);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>What is shown of the model after an epoch of training; null for nothing.</summary>
    public virtual string? Sample() => null;

    /// <summary>Data other than its own, in the numbers of this model.</summary>
    /// <param name="data">Names or paths.</param>
    /// <exception cref="InputException">The model cannot be measured on them.</exception>
    public abstract TaskData Load(IReadOnlyList<string> data);

    /// <summary>The data to measure the model on.</summary>
    /// <param name="names">Other data; empty for its own, of which a part was held out.</param>
    public TaskData DataFor(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 0 ? Configuration.Load() : Load(names);
    }

    /// <summary>Predicts what is not known yet.</summary>
    /// <param name="input">From what.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The task needs another input; the message says which.</exception>
    public abstract PredictionTable Predict(PredictionInput input, CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The loss and the metrics of the model, as figures.</summary>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite.</exception>
    internal List<Figure> Losses(DataSet data, int batchSize, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, double> figures = Model.Evaluate(data, batchSize, Workers, cancellation);
        FiniteNumbers.OfLoss(figures["loss"]);
        return [.. figures.Select(figure => new Figure(FigureName.Of(figure.Key), figure.Value))];
    }

    static Dictionary<string, string> ReadMetadata(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return new Dictionary<string, string>(file.Metadata);
    }
}
