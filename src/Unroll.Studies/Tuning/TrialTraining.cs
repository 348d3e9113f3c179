using System.Diagnostics;
using System.Globalization;
using Unroll.Studies.Data;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tuning;

/// <summary>Trains trials up to a rung, each seed in a run folder of its own, where it pauses and is measured; resumed it is the same run.</summary>
/// <param name="definition">The tuning.</param>
/// <param name="folder">Its folder.</param>
/// <param name="files">The files of its data.</param>
/// <param name="workers">Threads of a training.</param>
/// <param name="progress">Hears how far a training is.</param>
sealed class TrialTraining(TuningDefinition definition, string folder, IReadOnlyList<FileIdentity> files, int workers, TuningProgress progress)
{
    /// <summary>Trains and measures; null where it was stopped.</summary>
    /// <exception cref="InputException">The data or the folder are not what they were.</exception>
    public TuningMeasurement? Run(TuningJob job, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        double sum = 0;
        bool isPaused = false;
        var listener = new Listener(job, progress);
        for (int repeat = 0; repeat < definition.Repeats; repeat++)
        {
            (RunResult? result, string? failure) = Train(job, definition.Seed + repeat, listener, cancellationToken);
            if (result is { Stopped: true, IsPaused: false })
                return null;
            failure ??= result!.Failure;
            double value = failure is null ? Value(result!) : double.NaN;
            if (!double.IsFinite(value))
                return new TuningMeasurement(result?.Steps ?? 0, listener.Steps, null, Seconds(begin), failure ?? Name(value));
            sum += value;
            isPaused |= result!.IsPaused;
        }

        // A callback may have ended the training before its last step.
        return new TuningMeasurement(listener.Step, isPaused ? listener.Steps : listener.Step, sum / definition.Repeats, Seconds(begin), null);
    }

    (RunResult? Result, string? Failure) Train(TuningJob job, long seed, Listener listener, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, job.Trial.Folder(seed));
        RunConfiguration configuration = definition.Configuration(job.Trial.Settings, seed) with { DataFiles = files };
        var run = new RunOptions
        {
            Folder = path, Workers = workers, KeepsDetails = false, Pause = definition.Rung(job.Rung), Listener = listener,
            WhenDataChanged = "begin the tuning again in another folder",
        };
        try
        {
            bool isBegun = File.Exists(new RunFolder(path).Configuration);
            if (!isBegun && Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            RunResult result = isBegun
                ? RunTraining.Resume(ConfigurationFile.Read(new RunFolder(path).Configuration), run, cancellationToken)
                : RunTraining.Train(configuration, run, cancellationToken);
            if (result.Failure is not null)
                StudyFolder.DeleteCheckpoints(path);
            return (result, null);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or UnauthorizedAccessException or RunFolderException)
        {
            throw;
        }
        catch (InputException error) when (FileChange.Describe(files, configuration.IdentifyData()) is null)
        {
            // With the same data, it is the combination of settings that is not possible.
            return (null, error.Message);
        }
        catch (Exception error) when (error is not InputException)
        {
            string kind = error is InvalidDataException or NotFiniteNumberException ? "" : $"{error.GetType().Name}: ";
            return (null, kind + error.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>The metric where the training stands; NaN where there is none.</summary>
    double Value(RunResult result) => result.Metrics.TryGetValue(definition.Metric, out double value) ? value
        : result.Evaluation?.ByName.TryGetValue(definition.Metric, out double final) == true ? final
        : double.NaN;

    string Name(double value) => string.Create(CultureInfo.InvariantCulture, $"{MetricName.InWords(definition.Metric)} is {value}");

    static double Seconds(long begin) => Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 3);

    sealed class Listener(TuningJob job, TuningProgress progress) : IRunListener
    {
        /// <summary>Where the training stands.</summary>
        public long Step { get; private set; }

        /// <summary>Where it ends.</summary>
        public long Steps { get; private set; }

        public void OnStart(RunStart start)
        {
            (Step, Steps) = (start.ResumedAtStep, start.Run.Steps);
            progress.Report(job, Step, Steps);
        }

        public void OnProgress(long step, long steps)
        {
            Step = step;
            progress.Report(job, step, steps);
        }

        public void OnSample(int epoch, string sample)
        {
        }
    }
}
