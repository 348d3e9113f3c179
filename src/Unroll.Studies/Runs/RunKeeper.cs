using System.Diagnostics;
using Unroll.Checkpoints;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Runs;

/// <summary>
/// Keeps the run folder up to date: the last state, the history, and a sample of what the model gives, also for TensorBoard. None of it touches the training.
/// </summary>
sealed class RunKeeper(RunFolder folder, TrainedModel model, IReadOnlyDictionary<string, string> metadata, TensorBoard? board, IRunListener? listener)
    : Callback
{
    static readonly long s_saveEvery = 60 * Stopwatch.Frequency;

    long _saved;
    (long Step, long Version) _savedState = (-1, 0);
    long _begin;
    long _ticks;
    long _steps;
    bool _due;
    bool _hasConfiguration;

    /// <summary>The speed of training alone: without validation, samples and files.</summary>
    public double UnitsPerSecond(int unitsPerStep) => _ticks == 0 ? 0 : _steps * unitsPerStep / (_ticks / (double)Stopwatch.Frequency);

    public override void OnTrainBegin(Trainer trainer) =>
        (_saved, _hasConfiguration) = (Stopwatch.GetTimestamp(), File.Exists(folder.Configuration));

    public override void OnEpochBegin(Trainer trainer) => _begin = Stopwatch.GetTimestamp();

    public override void OnBatchEnd(Trainer trainer)
    {
        _ticks += Stopwatch.GetTimestamp() - _begin;
        _steps++;
        listener?.OnProgress(trainer.Step, trainer.Options.Steps ?? 0);
    }

    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        RequireFolder();
        RunFolder.Write(folder.History, trainer.History.ToCsv());
        if (board is null)
            return;
        if (Sample() is { } sample)
        {
            folder.WriteSample(epoch.Epoch, sample + "\n");
            board.AddText("sample", $"```\n{sample}\n```", epoch.Epoch - 1);
            listener?.OnSample(epoch.Epoch, sample);
        }

        _due = true;
    }

    public override void OnSave(Trainer trainer)
    {
        if (_due || Stopwatch.GetTimestamp() - _saved > s_saveEvery)
            Save(trainer);
        _begin = Stopwatch.GetTimestamp();
    }

    public override void OnTrainEnd(Trainer trainer)
    {
        if (_savedState != State(trainer) && !trainer.StoppedOnNonFiniteLoss)
            Save(trainer);
    }

    /// <summary>A model that cannot write is a matter of the training's end, and the sample says why there is none.</summary>
    string? Sample()
    {
        try
        {
            return model.Sample();
        }
        catch (NotFiniteNumberException error)
        {
            return error.Message;
        }
    }

    /// <summary>A folder that is gone must not come up again, made by a callback, without the run that was in it.</summary>
    void RequireFolder()
    {
        if (_hasConfiguration && !File.Exists(folder.Configuration))
            throw new DirectoryNotFoundException($"{folder.Configuration} is gone");
    }

    /// <summary>What a checkpoint holds: a step, or weights that a callback brought back at the end.</summary>
    static (long Step, long Version) State(Trainer trainer) => (trainer.Step, trainer.Model.Parameters.Version);

    /// <summary>Weights that are NaN or infinite do not take the place of usable ones.</summary>
    void Save(Trainer trainer)
    {
        foreach (float weight in trainer.Model.Parameters.Values)
            if (!float.IsFinite(weight))
                return;
        RequireFolder();
        Checkpoint.Save(folder.Last, trainer, metadata);
        (_saved, _savedState, _due) = (Stopwatch.GetTimestamp(), State(trainer), false);
    }
}
