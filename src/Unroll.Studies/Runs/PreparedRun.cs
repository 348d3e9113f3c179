using Unroll.Optimizers;
using Unroll.Studies.Data;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Runs;

/// <summary>
/// A run that can begin: its configuration is checked, its data are read, its optimizer, callbacks and model are built. Nothing is written yet.
/// </summary>
public sealed class PreparedRun : IDisposable
{
    PreparedRun(RunConfiguration configuration, TaskRun run, long steps, IReadOnlyList<Callback> callbacks) =>
        (Configuration, Run, Steps, Callbacks) = (configuration, run, steps, callbacks);

    /// <summary>What the run is made from, with all that was decided while it was prepared: learning rate, number of steps, files.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>Its data and its model.</summary>
    public TaskRun Run { get; }

    /// <summary>Updates in all.</summary>
    public long Steps { get; }

    /// <summary>The callbacks that the configuration names.</summary>
    public IReadOnlyList<Callback> Callbacks { get; }

    /// <summary>The data.</summary>
    public TaskData Data => Run.Data;

    /// <summary>The model.</summary>
    public TrainedModel Model => Run.Model;

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>How the run is fitted.</summary>
    public FitOptions FitOptions(int workers)
    {
        long perEpoch = Data.Training.BatchCount(Configuration.Batch);
        return new FitOptions
        {
            Epochs = (int)Math.Min(int.MaxValue, ((Steps - 1) / perEpoch) + 1), Steps = Steps, BatchSize = Configuration.Batch, Workers = workers,
            ClassWeights = Data.ClassWeights,
            OnNonFiniteLoss = Configuration.OnNaN == "skip" ? NonFiniteLoss.Skip : NonFiniteLoss.Stop,
        };
    }

    /// <summary>Prepares a run: the one place where this happens.</summary>
    internal static PreparedRun From<TConfiguration, TData>(
        TaskDefinition<TConfiguration, TData> task, TConfiguration configuration, RunOptions options, CancellationToken cancellationToken)
        where TConfiguration : RunConfiguration, new()
        where TData : TaskData
    {
        configuration.Check();
        TData data;
        try
        {
            DataPlaces.Require(configuration);
            IReadOnlyList<FileIdentity> files = configuration.IdentifyData();
            FileChange.Require(configuration.DataFiles, files, options.WhenDataChanged);
            configuration = configuration with { DataFiles = files };
            if (options.Checkpoint is null)
                configuration = (TConfiguration)configuration.FindWeights();
            string weights = configuration.BeginsWithWeights ? options.Checkpoint ?? configuration.InitFrom : "";
            data = task.Load(configuration, weights.Length == 0 ? null : RunMetadata.Read(weights));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Data that cannot be read are wrong input, unlike a run folder that cannot be written.
            throw new InputException(error.Message, error);
        }

        return From(task, configuration, data, options, cancellationToken);
    }

    /// <summary>Prepares a run on data that are read already.</summary>
    internal static PreparedRun From<TConfiguration, TData>(
        TaskDefinition<TConfiguration, TData> task, TConfiguration configuration, TData data, RunOptions options, CancellationToken cancellationToken)
        where TConfiguration : RunConfiguration, new()
        where TData : TaskData
    {
        configuration = configuration with { LearningRate = configuration.LearningRate ?? configuration.DefaultLearningRate, Remarks = data.Remarks };
        long steps = configuration.StepsOn(data);
        if (options.MaxSeconds is { } limit)
        {
            long most = configuration.Steps is null && !options.LimitsEpochs ? long.MaxValue : steps;
            steps = TimeLimit.Steps(configuration, data, Untrained, limit, most, options.Workers, cancellationToken);
            configuration = configuration with { Steps = steps };
        }

        Optimizer optimizer = TrainingSpecs.Optimizer(configuration, steps);
        TrainedModel<TData> model = task.Create(configuration, data, new ModelSetup(optimizer, options.Workers));
        if (configuration.InitFrom.Length > 0 && options.Checkpoint is null)
            InitialWeights.Load(model.Network, configuration.InitFrom);
        IReadOnlyList<Callback> callbacks = TrainingSpecs.Callbacks(configuration, options, data, optimizer, model.Metadata);
        return new PreparedRun(configuration, new TaskRun<TData>(data, model), steps, callbacks);

        TrainedModel Untrained() => task.Create(configuration, data, new ModelSetup(TrainingSpecs.Optimizer(configuration, steps: 1), options.Workers));
    }
}
