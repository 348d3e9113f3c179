using System.Globalization;
using Unroll.Naming;

namespace Unroll.Training.Callbacks;

/// <summary>Makes a callback with Keras' defaults for what is not set.</summary>
/// <param name="settings">What is set, by Keras' names.</param>
/// <param name="place">Where it writes.</param>
public delegate Callback CallbackFactory(Choice settings, CallbackPlace place);

/// <summary>Where a callback that is made by its name writes.</summary>
/// <param name="Folder">Its files go here, checkpoints into the folder checkpoints within: a path of theirs is relative to it.</param>
/// <param name="Output">Its messages go here; null for nowhere.</param>
/// <param name="Metadata">What the checkpoints that it saves carry beside the run's state.</param>
public sealed record CallbackPlace(string Folder, TextWriter? Output = null, IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>Callbacks by name, in Keras' spelling. <see cref="LambdaCallback"/> is made of delegates and has no name.</summary>
public static class CallbackCatalogue
{
    /// <summary>All names.</summary>
    public static Catalogue<CallbackFactory> Entries { get; } = new("callback",
        ("model_checkpoint", () => ModelCheckpoint),
        ("early_stopping", () => EarlyStopping),
        ("reduce_lr_on_plateau", () => ReduceLrOnPlateau),
        ("learning_rate_scheduler", () => LearningRateScheduler),
        ("csv_logger", () => (settings, place) => new CsvLogger(In(place, settings.Text("filename", "log.csv"))) { Append = settings.Flag("append") }),
        ("tensor_board", () => TensorBoard),
        ("terminate_on_nan", () => (_, place) => new TerminateOnNaN { Output = place.Output }),
        ("backup_and_restore", () => (settings, place) => new BackupAndRestore(In(place, settings.Text("backup_dir", "backup")))
        {
            SaveFrequency = Count(settings, "save_freq"), DeleteCheckpoint = settings.Flag("delete_checkpoint", true),
        }));

    /// <summary>Makes a callback from a line such as <c>early_stopping:patience=5,restore_best_weights=true</c>.</summary>
    /// <param name="line">A name, and settings by Keras' names.</param>
    /// <param name="place">Where it writes.</param>
    /// <exception cref="ArgumentException">A name is unknown or a number cannot be; the message says what would be right.</exception>
    public static Callback Create(string line, CallbackPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Choice choice = Choice.Parse(line);
        return choice.Make(Entries, make => make(choice, place));
    }

    static ModelCheckpoint ModelCheckpoint(Choice settings, CallbackPlace place) => new(In(place, "checkpoints", settings.Text("filepath", "epoch-{epoch:03d}.safetensors")))
    {
        Monitor = Monitor(settings), Mode = Mode(settings), Output = place.Output, Metadata = place.Metadata,
        SaveBestOnly = settings.Flag("save_best_only"), SaveWeightsOnly = settings.Flag("save_weights_only"),
        SaveFrequency = Count(settings, "save_freq"), InitialValueThreshold = settings.Number("initial_value_threshold"),
    };

    static EarlyStopping EarlyStopping(Choice settings, CallbackPlace place) => new()
    {
        Monitor = Monitor(settings), Mode = Mode(settings), Output = place.Output,
        MinDelta = settings.Number("min_delta", 0), Patience = Count(settings, "patience", 0), Baseline = settings.Number("baseline"),
        RestoreBestWeights = settings.Flag("restore_best_weights"), StartFromEpoch = Count(settings, "start_from_epoch", 0),
    };

    static ReduceLrOnPlateau ReduceLrOnPlateau(Choice settings, CallbackPlace place) => new()
    {
        Monitor = Monitor(settings), Mode = Mode(settings), Output = place.Output,
        Factor = settings.Number("factor", 0.1), Patience = Count(settings, "patience", 10), MinDelta = settings.Number("min_delta", 1e-4),
        Cooldown = Count(settings, "cooldown", 0), MinLearningRate = settings.Number("min_lr", 0),
    };

    /// <summary>Keras takes a function; by name it is a factor for every epoch after the first so many, as char-rnn has it (0.97 after 10).</summary>
    static LearningRateScheduler LearningRateScheduler(Choice settings, CallbackPlace place)
    {
        double factor = settings.Number("factor", 0.97);
        int after = Count(settings, "after", 10);
        if (factor is not (> 0 and <= 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"factor lies above 0 and is at most 1, not '{factor}'"));
        return new((epoch, rate) => epoch > after ? rate * factor : rate) { Output = place.Output };
    }

    static TensorBoard TensorBoard(Choice settings, CallbackPlace place) => new(In(place, settings.Text("log_dir", "logs")))
    {
        HistogramFrequency = Count(settings, "histogram_freq", 0), UpdateFrequency = Count(settings, "update_freq"),
    };

    static string In(CallbackPlace place, params ReadOnlySpan<string> path) => Path.Combine([place.Folder, .. path]);

    static string Monitor(Choice settings) => settings.Text("monitor", "val_loss");

    static MonitorMode Mode(Choice settings) => settings.Text("mode", "auto") switch
    {
        "auto" => MonitorMode.Auto,
        "min" => MonitorMode.Min,
        "max" => MonitorMode.Max,
        string other => throw new ArgumentException($"mode is auto, min or max, not '{other}'"),
    };

    static int Count(Choice settings, string name, int otherwise) => settings.Whole(name, otherwise) is var value and >= 0 and <= int.MaxValue
        ? (int)value
        : throw new ArgumentException($"{name} is a whole number, 0 or more");

    /// <summary>Every so many; null when it is not set.</summary>
    static int? Count(Choice settings, string name) => settings.Whole(name) switch
    {
        null => null,
        >= 1 and <= int.MaxValue and long value => (int)value,
        _ => throw new ArgumentException($"{name} is a whole number, 1 or more"),
    };
}
