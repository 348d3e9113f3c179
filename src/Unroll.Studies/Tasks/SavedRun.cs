using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks;

/// <summary>Opens what a run left.</summary>
public static class SavedRun
{
    /// <summary>Resumes the run in a folder.</summary>
    /// <param name="options">The folder, how many threads, who listens.</param>
    /// <param name="cancellationToken">Stops the run again.</param>
    /// <exception cref="InputException">The folder holds no run, or the run's data have changed or are not at hand.</exception>
    public static RunResult Resume(RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunTraining.Resume(ConfigurationFile.Read(RunFolder.Open(options.Folder).Configuration), options, cancellationToken);
    }

    /// <summary>Opens a run with its trained weights. No optimizer is built and no data are read.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="checkpoint">
    /// "best", "last", or a file, of the working directory or else of the run's checkpoints; null for the best, or the last where there is no best.
    /// </param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <exception cref="InputException">There is no such run or checkpoint.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another model.</exception>
    public static TrainedModel Open(string folder, string? checkpoint = null, int workers = 0)
    {
        RunFolder opened = RunFolder.Open(folder);
        RunConfiguration configuration = ConfigurationFile.Read(opened.Configuration);
        configuration.CheckValues();
        RunCheckpoint chosen = RunCheckpoint.Choose(opened, checkpoint);
        TrainedModel model = configuration.Open(RunMetadata.Read(chosen.Path), workers);
        model.Checkpoint = chosen;
        try
        {
            InitialWeights.Load(model.Network, chosen.Path);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
