using System.Globalization;
using Unroll.Naming;

namespace Unroll.Training.Callbacks;

/// <summary>Callbacks by name, in Keras' spelling. <see cref="LambdaCallback"/> is made of delegates and has no name.</summary>
public static class CallbackRegistry
{
    static Registry<Func<ConfigurationReader, CallbackPlace, Callback>> Entries { get; } = new("callback",
        ("model_checkpoint", ModelCheckpoint),
        ("early_stopping", EarlyStopping),
        ("reduce_lr_on_plateau", ReduceLrOnPlateau),
        ("learning_rate_scheduler", LearningRateScheduler),
        ("csv_logger", (options, place) => new CsvLogger(In(place, options.Text("filename", "log.csv"))) { Append = options.Flag("append", false) }),
        ("tensor_board", TensorBoard),
        ("terminate_on_nan", (_, place) => new TerminateOnNaN { Output = place.Output }),
        ("backup_and_restore", (options, place) => new BackupAndRestore(In(place, options.Text("backup_dir", "backup")))
        {
            SaveFrequency = Count(options, "save_freq"), DeleteCheckpoint = options.Flag("delete_checkpoint", true),
        }));

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates a callback from a spec such as <c>early_stopping:patience=5,restore_best_weights=true</c>.</summary>
    /// <param name="spec">A name, and options using Keras' names.</param>
    /// <param name="place">Where it writes.</param>
    /// <exception cref="ArgumentException">The name is unknown or a value is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or a value of another kind.</exception>
    public static Callback Create(string spec, CallbackPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Spec parsed = Spec.Parse(spec);
        return parsed.Create(Entries, make => make(parsed.Options, place));
    }

    static ModelCheckpoint ModelCheckpoint(ConfigurationReader options, CallbackPlace place) =>
        new(In(place, "checkpoints", options.Text("filepath", "epoch-{epoch:03d}.safetensors")))
        {
            Monitor = Monitor(options), Mode = Mode(options), Output = place.Output, Metadata = place.Metadata,
            SaveBestOnly = options.Flag("save_best_only", false), SaveWeightsOnly = options.Flag("save_weights_only", false),
            SaveFrequency = Count(options, "save_freq"), InitialValueThreshold = options.OptionalNumber("initial_value_threshold"),
        };

    static EarlyStopping EarlyStopping(ConfigurationReader options, CallbackPlace place) => new()
    {
        Monitor = Monitor(options), Mode = Mode(options), Output = place.Output,
        MinDelta = options.Number("min_delta", 0), Patience = Count(options, "patience", 0), Baseline = options.OptionalNumber("baseline"),
        RestoreBestWeights = options.Flag("restore_best_weights", false), StartFromEpoch = Count(options, "start_from_epoch", 0),
    };

    static ReduceLrOnPlateau ReduceLrOnPlateau(ConfigurationReader options, CallbackPlace place) => new()
    {
        Monitor = Monitor(options), Mode = Mode(options), Output = place.Output,
        Factor = options.Number("factor", 0.1), Patience = Count(options, "patience", 10), MinDelta = options.Number("min_delta", 1e-4),
        Cooldown = Count(options, "cooldown", 0), MinLearningRate = options.Number("min_lr", 0),
    };

    /// <summary>Keras takes a function; by name it is a factor for every epoch after the first so many, as char-rnn has it (0.97 after 10).</summary>
    static LearningRateScheduler LearningRateScheduler(ConfigurationReader options, CallbackPlace place)
    {
        double factor = options.Number("factor", 0.97);
        int after = Count(options, "after", 10);
        if (factor is not (> 0 and <= 1))
            throw Wrong(nameof(factor), string.Create(CultureInfo.InvariantCulture, $"factor lies above 0 and is at most 1, not '{factor}'"));
        return new((epoch, rate) => epoch > after ? rate * factor : rate) { Output = place.Output };
    }

    static TensorBoard TensorBoard(ConfigurationReader options, CallbackPlace place) => new(In(place, options.Text("log_dir", "logs")))
    {
        HistogramFrequency = Count(options, "histogram_freq", 0), UpdateFrequency = Count(options, "update_freq"),
    };

    static string In(CallbackPlace place, params ReadOnlySpan<string> path) => Path.Combine([place.Folder, .. path]);

    static string Monitor(ConfigurationReader options) => options.Text("monitor", "val_loss");

    static MonitorMode Mode(ConfigurationReader options) => options.Text("mode", "auto") switch
    {
        "auto" => MonitorMode.Auto,
        "min" => MonitorMode.Min,
        "max" => MonitorMode.Max,
        string other => throw Wrong("mode", $"mode is auto, min or max, not '{other}'"),
    };

    static int Count(ConfigurationReader options, string name, int otherwise) => options.Integer(name, otherwise) is var value and >= 0
        ? value
        : throw Wrong(name, $"{name} is 0 or more");

    /// <summary>An interval; null when it is not set.</summary>
    static int? Count(ConfigurationReader options, string name) => options.OptionalInteger(name) is not < 1 and var value
        ? value
        : throw Wrong(name, $"{name} is 1 or more");

    static ArgumentException Wrong(string option, string message) => new(message, option);
}
