using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>The data of a run, read and cut into the part that is learned and the part that is held out.</summary>
/// <param name="configuration">What the run is made from.</param>
public abstract class TaskData(RunConfiguration configuration)
{
    /// <summary>What the run is made from.</summary>
    public RunConfiguration Configuration { get; } = configuration;

    /// <summary>What is learned.</summary>
    public abstract DataSet Training { get; }

    /// <summary>What each epoch is measured on; null when nothing is held out.</summary>
    public virtual DataSet? HeldOut => null;

    /// <summary>Rows of a batch of the held-out part.</summary>
    public virtual int HeldOutBatchSize => Configuration.Batch;

    /// <summary>
    /// Whether the weights with the smallest held-out loss are kept as the best. Not where the held-out part is the test that a study reports: figures of weights
    /// chosen by the test would flatter.
    /// </summary>
    public virtual bool KeepsBest => false;

    /// <summary>The data in one line.</summary>
    public abstract string Description { get; }

    /// <summary>What a reader should know of the data, a line each.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    /// <summary>Whether the program made the data up: every table says so.</summary>
    public virtual bool IsSynthetic => false;

    /// <summary>What the speed is counted in: "characters".</summary>
    public abstract string Unit { get; }

    /// <summary>Units that an update learns from.</summary>
    public virtual int UnitsPerStep => Configuration.Batch;

    /// <summary>What a checkpoint carries so that it can be used without the data: a vocabulary, a scaler.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The untrained model that fits the data.</summary>
    /// <param name="steps">Updates in all, for the schedule of the learning rate.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    public abstract TaskRun CreateRun(long steps, int workers);

    /// <summary>Figures that follow from those of an epoch.</summary>
    /// <param name="figures">Under their stable names: trainingLoss, validationAccuracy …</param>
    public virtual IEnumerable<Figure> Derive(IReadOnlyDictionary<string, double> figures) => [];

    /// <summary>What a run ends with: its figures on the held-out part with the tables behind them; null where there is nothing beyond the last epoch's.</summary>
    /// <param name="run">The trained model.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public virtual Evaluation? Conclude(TaskRun run, CancellationToken cancellation) => KeepsBest ? null : Measure(run, cancellation);

    /// <summary>Figures that follow from the course of the training.</summary>
    /// <param name="history">All epochs.</param>
    public virtual IEnumerable<Figure> Course(History history) => [];

    /// <summary>Measures a trained model on the held-out part.</summary>
    /// <param name="run">The model.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Nothing is held out.</exception>
    public abstract Evaluation Measure(TaskRun run, CancellationToken cancellation);
}
