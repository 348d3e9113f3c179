using System.Diagnostics;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tasks;

/// <summary>
/// Keeps the run folder up to date: the last state, the history, and a sample of what the model writes, also for TensorBoard. None of it touches the training.
/// </summary>
sealed class TextRunKeeper(RunFolder folder, TextConfiguration configuration, CharacterVocabulary vocabulary, IReadOnlyDictionary<string, string> metadata,
    TensorBoard board, ITextRunListener? listener) : Callback
{
    const int SampleLength = 200;
    static readonly long s_saveEvery = 60 * Stopwatch.Frequency;

    long _saved;
    long _savedStep = -1;
    long _begin;
    long _ticks;
    long _steps;
    bool _due;

    /// <summary>The speed of training alone: without validation, samples and files.</summary>
    public double CharactersPerSecond(int charactersPerStep) => _ticks == 0 ? 0 : _steps * charactersPerStep / (_ticks / (double)Stopwatch.Frequency);

    public override void OnTrainBegin(Trainer trainer) => _saved = Stopwatch.GetTimestamp();

    public override void OnEpochBegin(Trainer trainer) => _begin = Stopwatch.GetTimestamp();

    public override void OnBatchEnd(Trainer trainer)
    {
        _ticks += Stopwatch.GetTimestamp() - _begin;
        _steps++;
    }

    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        RunFolder.Write(folder.History, trainer.History.ToCsv());
        string passage = Passage(trainer);
        RunFolder.Write(folder.Sample(epoch.Epoch), passage + "\n");
        board.AddText("sample", $"```\n{passage}\n```", epoch.Epoch - 1);
        listener?.OnSample(epoch.Epoch, passage);
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
        if (_savedStep != trainer.Step && !trainer.StoppedOnNonFiniteLoss)
            Save(trainer);
    }

    void Save(Trainer trainer)
    {
        Checkpoint.Save(folder.Last, trainer, metadata);
        (_saved, _savedStep, _due) = (Stopwatch.GetTimestamp(), trainer.Step, false);
    }

    string Passage(Trainer trainer)
    {
        using var writer = new TextWriterModel(trainer.Model, vocabulary, configuration, trainer.Options.Workers);
        return string.Concat(writer.Write("", SampleLength, new SamplingOptions { Temperature = 0.7f }, configuration.Seed, CancellationToken.None));
    }
}
