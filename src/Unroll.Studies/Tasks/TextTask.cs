using System.Diagnostics;
using Unroll.Models;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tasks;

/// <summary>Training of character models: new runs and resumed ones.</summary>
public static class TextTask
{
    /// <summary>The part of a time limit that goes into measuring the speed, on a model that is then thrown away.</summary>
    const double ProbeShare = 0.03;

    /// <summary>The part of a time limit that is planned for, so that a machine that becomes a little slower still keeps it.</summary>
    const double PlannedShare = 0.95;

    /// <summary>Steps from one figure of the running epoch in TensorBoard to the next.</summary>
    const int StepsBetweenEvents = 100;

    /// <summary>Trains a new model in a new run folder.</summary>
    /// <exception cref="InputException">The configuration, the text or the folder cannot be used.</exception>
    public static TextRunResult Train(TextConfiguration configuration, TextRunOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        TextModel.Check(configuration);
        if (options.MaxSeconds is { } seconds && !(seconds > 0 && double.IsFinite(seconds)))
            throw new InputException($"--max-seconds {seconds}: a time limit is above 0");
        TextData data = TextData.Load(configuration);
        RunFolder folder = RunFolder.Create(options.Folder);
        using RunLock runLock = RunLock.Acquire(options.Folder);
        if (options.MaxSeconds is { } limit)
            configuration = FixSteps(configuration, data, limit, options.Workers);
        RunFolder.Write(folder.Configuration, configuration.ToJson());
        return Run(configuration, data, folder, options, resume: false, cancellation);
    }

    /// <summary>Goes on with a run that was stopped; it ends in the same bits as one that never was.</summary>
    /// <exception cref="InputException">The folder holds no run, or none that can go on.</exception>
    public static TextRunResult Resume(TextRunOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        RunFolder folder = RunFolder.Open(options.Folder);
        var configuration = TextConfiguration.FromJson(File.ReadAllText(folder.Configuration), folder.Configuration);
        TextModel.Check(configuration);
        using RunLock runLock = RunLock.Acquire(options.Folder);
        return Run(configuration, TextData.Load(configuration), folder, options, resume: true, cancellation);
    }

    /// <summary>The model that a configuration makes of its text, without training it.</summary>
    /// <exception cref="InputException">The configuration or the text cannot be used.</exception>
    public static ModelSummary Describe(TextConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        TextModel.Check(configuration);
        return TextModel.Build(configuration, TextData.Load(configuration).Vocabulary.Size, steps: 1).Summary();
    }

    static TextRunResult Run(TextConfiguration configuration, TextData data, RunFolder folder, TextRunOptions options, bool resume, CancellationToken cancellation)
    {
        DataSet training = data.Training;
        int perEpoch = training.BatchCount(configuration.Batch);
        long steps = configuration.Steps ?? (long)perEpoch * configuration.Epochs;
        Model model = TextModel.Build(configuration, data.Vocabulary.Size, steps);
        IReadOnlyDictionary<string, string> metadata = TextRun.Metadata(data.Vocabulary);
        var board = new TensorBoard(folder.FolderPath) { TrainingFolder = "", UpdateFrequency = StepsBetweenEvents, HistogramFrequency = 1 };
        var keeper = new TextRunKeeper(folder, configuration, data.Vocabulary, metadata, board, options.Listener);
        var callbacks = new List<Callback> { board, keeper };
        if (data.Validation is not null)
            callbacks.Insert(0, new ModelCheckpoint(folder.Best) { SaveBestOnly = true, Metadata = metadata });
        if (options.Verbose > 0)
            callbacks.Insert(0, new ProgressBar(options.Progress, options.Verbose) { Unit = "characters", UnitsPerStep = data.CharactersPerStep, Columns = options.Columns });

        using var trainer = new Trainer(model, training, new FitOptions
        {
            Epochs = (int)((steps + perEpoch - 1) / perEpoch), Steps = steps, BatchSize = configuration.Batch, Validation = data.Validation,
            ValidationBatchSize = data.ValidationBatchSize, Callbacks = callbacks, Workers = options.Workers,
            OnNonFiniteLoss = configuration.OnNaN == "skip" ? NonFiniteLoss.Skip : NonFiniteLoss.Stop,
        });

        // A run that was killed before its first checkpoint begins again.
        if (resume && File.Exists(folder.Last))
            Checkpoint.Restore(folder.Last, trainer);
        long from = trainer.Step;
        options.Listener?.OnStart(new TextRunStart(folder.FolderPath, data.Characters, data.Vocabulary.Size, model.Parameters.Count, perEpoch, steps, from));

        long start = Stopwatch.GetTimestamp();
        History history = trainer.Run(cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bool stopped = trainer.Step < steps && !trainer.StoppedOnNonFiniteLoss;
        return new TextRunResult(folder.FolderPath, model.Parameters.Count, history.Epochs.Count, trainer.Step, seconds, Figures(history),
            keeper.CharactersPerSecond(data.CharactersPerStep), stopped, trainer.StoppedOnNonFiniteLoss);
    }

    /// <summary>Turns a time limit into steps: a model of the same sizes makes real steps and a real validation, and is thrown away.</summary>
    static TextConfiguration FixSteps(TextConfiguration configuration, TextData data, double limit, int workers)
    {
        long start = Stopwatch.GetTimestamp();
        DataSet training = data.Training;
        int perEpoch = training.BatchCount(configuration.Batch);
        Model model = TextModel.Build(configuration, data.Vocabulary.Size, steps: 1);
        using var trainer = new Trainer(model, training, new FitOptions { Epochs = int.MaxValue, BatchSize = configuration.Batch, Workers = workers });
        const int warmup = 3;
        for (int i = 0; i < warmup; i++)
            NextStep(trainer, perEpoch);
        long from = Stopwatch.GetTimestamp();
        int steps = 0;
        while (steps < 5 || Stopwatch.GetElapsedTime(from).TotalSeconds < limit * ProbeShare)
        {
            NextStep(trainer, perEpoch);
            steps++;
        }

        double perStep = Stopwatch.GetElapsedTime(from).TotalSeconds / steps;
        double validation = data.Validation is { } heldOut ? ValidationSeconds(model, heldOut, data.ValidationBatchSize, workers) : 0;
        double left = (limit * PlannedShare) - Stopwatch.GetElapsedTime(start).TotalSeconds;

        // Validation runs once an epoch, and once more at the end.
        double perStepWithValidation = perStep + (validation / perEpoch);
        long total = Math.Clamp((long)((left - validation) / perStepWithValidation), 1, configuration.Steps ?? long.MaxValue);
        return configuration with { Steps = total, Epochs = (int)Math.Min(int.MaxValue, (total + perEpoch - 1) / perEpoch) };
    }

    static double ValidationSeconds(Model model, DataSet heldOut, int batchSize, int workers)
    {
        long from = Stopwatch.GetTimestamp();
        model.Evaluate(heldOut, batchSize, workers);
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    static void NextStep(Trainer trainer, int perEpoch)
    {
        if (trainer.Batch == perEpoch)
            trainer.Rewind();
        trainer.RunStep();
    }

    static Dictionary<string, double> Figures(History history)
    {
        var figures = new Dictionary<string, double>();
        if (history.Epochs.Count == 0)
            return figures;
        foreach ((string name, double value) in history.Epochs[^1].Values)
        {
            string stem = name.StartsWith("val_", StringComparison.Ordinal) ? name[4..] : name;
            if (stem != "learning_rate")
                figures[(stem == name ? "training" : "validation") + char.ToUpperInvariant(stem[0]) + stem[1..]] = value;
        }

        return figures;
    }
}
