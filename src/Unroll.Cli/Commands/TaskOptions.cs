using System.CommandLine;
using System.Globalization;
using Unroll.Losses;
using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Studies;
using Unroll.Studies.Tasks;
using Unroll.Training.Callbacks;

namespace Unroll.Cli.Commands;

/// <summary>The options that make up a configuration of a task; what is not given comes from --config or from the task's defaults.</summary>
abstract class TaskOptions
{
    readonly Option<string?> _cell, _loss, _optimizer, _schedule, _onNaN, _config;
    readonly Option<int?> _units, _layers, _batch, _epochs;
    readonly Option<float?> _dropout, _inputDropout, _learningRate, _clip;
    readonly Option<long?> _steps, _seed;
    readonly Option<string[]?> _callbacks;

    /// <param name="defaults">The defaults that the help shows: the usual ones first, then those of special data with their names.</param>
    protected TaskOptions(params (string Name, RunConfiguration Configuration)[] defaults)
    {
        string Default(Func<RunConfiguration, object?> of)
        {
            string usual = Show(of(defaults[0].Configuration));
            string others = string.Concat(defaults.Skip(1).Where(other => Show(of(other.Configuration)) != usual).Select(other => $"; {other.Name} {Show(of(other.Configuration))}"));
            return $" [{usual}{others}]";
        }

        Name = defaults[0].Configuration.Task;
        _cell = CommonOptions.Text("--cell", "NAME", "lstm, gru or simple_rnn" + Default(c => c.Cell));
        _units = Numbers.Whole("--units", "units of each recurrent layer" + Default(c => c.Units));
        _layers = Numbers.Whole("--layers", "recurrent layers" + Default(c => c.Layers));
        _dropout = Numbers.Real("--dropout", "dropout after each recurrent layer" + Default(c => c.Dropout));
        _inputDropout = Numbers.Real("--input-dropout", "dropout of what each recurrent layer reads, the same at all steps" + Default(c => c.InputDropout));
        _loss = CommonOptions.Text("--loss", "LINE",
            $"{Names(LossCatalogue.Losses.Names)}, with options by Keras' names: huber:delta=0.5, categorical_crossentropy:label_smoothing=0.1" + Default(c => c.Loss));
        _optimizer = CommonOptions.Text("--optimizer", "LINE",
            $"{Names(OptimizerCatalogue.Entries.Names)}, with hyperparameters by Keras' names: sgd:momentum=0.9,nesterov=true" + Default(c => c.Optimizer));
        _learningRate = Numbers.Real("--learning-rate", $"the learning rate, at its largest [{Rates(defaults[0].Configuration)}]");
        _schedule = CommonOptions.Text("--schedule", "LINE",
            $"{Names(ScheduleCatalogue.Entries.Names)}: a warm-up and a fall over all steps, or by options, exponential:decay_steps=1000,decay_rate=0.5" + Default(c => c.Schedule));
        _callbacks = CommonOptions.Several("--callbacks", "LINE",
            $"{Names(CallbackCatalogue.Entries.Names)}; several, with options by Keras' names: early_stopping:patience=5 csv_logger");
        _clip = Numbers.Real("--clip", "limit of the gradients' norm; 0 for none" + Default(c => c.Clip));
        _batch = Numbers.Whole("--batch", "rows of a batch" + Default(c => c.Batch));
        _epochs = Numbers.Whole("--epochs", "passes over the training part" + Default(c => c.Epochs));
        _steps = Numbers.Long("--steps", "updates in all, instead of whole epochs");
        _seed = Numbers.Long("--seed", "where all random numbers come from" + Default(c => c.Seed));
        _onNaN = CommonOptions.Text("--on-nan", "NAME", "when a step's loss or gradients are not finite numbers: stop, or skip the step" + Default(c => c.OnNaN));
        _config = CommonOptions.Text("--config", "FILE", "start from the config.json of a run; options beside it override it");
    }

    /// <summary>The task.</summary>
    public string Name { get; }

    /// <summary>What the task does, for the help.</summary>
    public abstract string Description { get; }

    /// <summary>Lines to try, each with what it does.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    public void AddTo(Verb command)
    {
        command.Group("Data", DataOptions);
        command.Group("Model", [_cell, _units, _layers, _dropout, _inputDropout, .. ModelOptions]);
        command.Group("Training", [.. TrainingOptions, _batch, _epochs, _steps, _loss, _optimizer, _learningRate, _schedule, _clip, _callbacks, _seed, _onNaN, _config]);
    }

    public RunConfiguration Configuration(ParseResult parsed)
    {
        RunConfiguration start = Apply(parsed, parsed.GetValue(_config) is { } file ? Read(file) : Start(parsed));
        string loss = parsed.GetValue(_loss) ?? start.Loss, optimizer = parsed.GetValue(_optimizer) ?? start.Optimizer;
        float? clip = parsed.GetValue(_clip);
        int? epochs = parsed.GetValue(_epochs);
        return start with
        {
            Cell = parsed.GetValue(_cell) ?? start.Cell,
            Units = parsed.GetValue(_units) ?? start.Units,
            Layers = parsed.GetValue(_layers) ?? start.Layers,
            Dropout = parsed.GetValue(_dropout) ?? start.Dropout,
            InputDropout = parsed.GetValue(_inputDropout) ?? start.InputDropout,
            Loss = loss,
            Optimizer = optimizer,

            // The rate of a --config was for its own loss and optimizer.
            LearningRate = parsed.GetValue(_learningRate) ?? ((loss, optimizer) == (start.Loss, start.Optimizer) ? start.LearningRate : null),
            Schedule = parsed.GetValue(_schedule) ?? start.Schedule,
            Clip = clip is 0 ? null : clip ?? start.Clip,
            Callbacks = parsed.GetValue(_callbacks) is { Length: > 0 } callbacks ? callbacks : start.Callbacks,
            Batch = parsed.GetValue(_batch) ?? start.Batch,
            Epochs = epochs ?? start.Epochs,

            // A number of epochs on the command line is meant to count, also against the steps of a --config.
            Steps = parsed.GetValue(_steps) ?? (epochs is null ? start.Steps : null),
            Seed = parsed.GetValue(_seed) ?? start.Seed,
            OnNaN = parsed.GetValue(_onNaN) ?? start.OnNaN,
        };
    }

    protected abstract Option[] DataOptions { get; }

    protected virtual Option[] ModelOptions => [];

    protected abstract Option[] TrainingOptions { get; }

    /// <summary>What a new run starts from.</summary>
    protected abstract RunConfiguration Start(ParseResult parsed);

    /// <summary>The task's own options.</summary>
    protected abstract RunConfiguration Apply(ParseResult parsed, RunConfiguration start);

    /// <summary>One of a few names.</summary>
    protected static T Choice<T>(ParseResult parsed, Option<string?> option, IReadOnlyDictionary<string, T> known, T otherwise)
    {
        if (parsed.GetValue(option) is not { } name)
            return otherwise;
        if (known.TryGetValue(name, out T? value))
            return value;
        string nearest = NearestName.Find(name, known.Keys) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{option.Name} {name}: unknown; known are {string.Join(", ", known.Keys)}{nearest}");
    }

    RunConfiguration Read(string file)
    {
        RunConfiguration configuration = ConfigurationFile.Read(file);
        return configuration.Task == Name
            ? configuration
            : throw new InputException($"--config {file}: a configuration of the task {configuration.Task}; use 'unroll train {configuration.Task}'");
    }

    static string Names(IReadOnlyList<string> names) => string.Join(", ", names);

    /// <summary>The rates that suit the optimizers: "0.004, 2 for sgd, 0.4 for adagrad".</summary>
    static string Rates(RunConfiguration configuration)
    {
        var rates = OptimizerCatalogue.Entries.Names.GroupBy(name => (configuration with { Optimizer = name }).SuitableLearningRate).OrderByDescending(names => names.Count());
        return string.Join(", ", rates.Select((names, i) => Show(names.Key) + (i == 0 ? "" : $" for {string.Join(" and ", names)}")));
    }

    static string Show(object? value) => value is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
