using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Terminal;
using Unroll.Optimizers;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The settings of a task as options; what is not given comes from --config or from the task's defaults.</summary>
sealed class TaskOptions
{
    readonly TaskDefinition _task;
    readonly Option<string?> _config = CommonOptions.Text("--config", "FILE", "start from the config.json of a run; options beside it override it");
    readonly List<SettingOption> _settings;

    public TaskOptions(TaskDefinition task)
    {
        _task = task;
        _settings = [.. task.CreateConfiguration().Settings.Select(setting => new SettingOption(setting, $"{setting.Help} [{Default(setting.Name)}]"))];
    }

    public void AddTo(CommandWithHelp command)
    {
        foreach (SettingGroup group in Enum.GetValues<SettingGroup>())
            command.Group(group.ToString(), [.. _settings.Where(setting => setting.Group == group).Select(setting => setting.Option),
                .. group == SettingGroup.Training ? (Option[])[_config] : []]);
    }

    /// <summary>The configuration that the options make.</summary>
    /// <exception cref="InputException">A value is wrong, in an option or in the file of --config.</exception>
    public RunConfiguration Configuration(ParseResult parsed)
    {
        string? file = parsed.GetValue(_config);
        RunConfiguration start = file is null ? Start(parsed) : Read(file), configuration = start with { };
        Apply(parsed, configuration, _settings);
        bool Given(string name) => _settings.Exists(setting => setting.Name == name && setting.Words(parsed) is not null);

        // The rate of a --config was for its own loss and optimizer.
        if ((configuration.Loss, configuration.Optimizer) != (start.Loss, start.Optimizer) && !Given("learningRate"))
            configuration.LearningRate = null;

        // A number of epochs on the command line counts, also against the steps of a --config.
        if (End(parsed) is { Epochs: not null })
            configuration.Steps = null;

        // Other data than those of the --config are new data, and so are other weights to begin with.
        if (_settings.Exists(setting => setting.Group == SettingGroup.Data && setting.Words(parsed) is not null))
            configuration = configuration.WithOtherData();
        if (Given("initFrom") || Given("encoder"))
            configuration = configuration with { InitFiles = [] };
        Check(parsed, configuration, file);
        return configuration;
    }

    /// <summary>The number of epochs or of steps that the options give; null for neither.</summary>
    /// <exception cref="InputException">They give both, or a value is wrong.</exception>
    public RunEnd? End(ParseResult parsed)
    {
        RunConfiguration configuration = _task.CreateConfiguration();
        SettingOption epochs = Option("epochs"), steps = Option("steps");
        (IReadOnlyList<string>? epochWords, IReadOnlyList<string>? stepWords) = (epochs.Words(parsed), steps.Words(parsed));
        if (epochWords is not null && stepWords is not null)
            throw new InputException($"--epochs {epochWords[0]} and --steps {stepWords[0]}: both say when the training ends; pass one of them");
        if ((epochWords ?? stepWords) is null)
            return null;
        Apply(parsed, configuration, [epochs, steps]);
        configuration.Settings.First(setting => setting.Name == (stepWords is null ? epochs : steps).Name).Check();
        return stepWords is null ? new RunEnd(configuration.Epochs, null) : new RunEnd(null, configuration.Steps);

        SettingOption Option(string name) => _settings.First(setting => setting.Name == name);
    }

    /// <summary>The options that <see cref="End"/> reads.</summary>
    public IEnumerable<Option> EndOptions => _settings.Where(setting => setting.Name is "epochs" or "steps").Select(setting => setting.Option);

    /// <summary>The defaults that suit the data which the options name.</summary>
    RunConfiguration Start(ParseResult parsed)
    {
        RunConfiguration configuration = _task.CreateConfiguration();
        Apply(parsed, configuration, _settings.Where(setting => setting.Group == SettingGroup.Data));
        configuration.SuitData();
        return configuration;
    }

    RunConfiguration Read(string file)
    {
        RunConfiguration configuration = ConfigurationFile.Read(file);
        return configuration.Task == _task.Name
            ? configuration
            : throw new InputException($"--config {file}: a configuration of the task {configuration.Task}; use 'unroll train {configuration.Task}'");
    }

    /// <summary>A mistake in a setting that no option gives lies in the file.</summary>
    void Check(ParseResult parsed, RunConfiguration configuration, string? file)
    {
        try
        {
            configuration.Check();
        }
        catch (SettingException error) when (file is not null && _settings.Exists(setting => setting.Name == error.Setting && setting.Words(parsed) is null))
        {
            throw new InputException($"--config {file}: {error.Message}", error);
        }
    }

    static void Apply(ParseResult parsed, RunConfiguration configuration, IEnumerable<SettingOption> options)
    {
        IReadOnlyList<Setting> settings = configuration.Settings;
        foreach (SettingOption option in options)
            if (option.Words(parsed) is { } words)
                settings.First(setting => setting.Name == option.Name).Read(words);
    }

    /// <summary>"128", "256; harbour 192".</summary>
    string Default(string name)
    {
        string Show(RunConfiguration configuration) => name == "learningRate" ? Rates(configuration)
            : configuration.Settings.First(setting => setting.Name == name).Text;
        string usual = Show(_task.Presets[0].Configuration);
        return usual + string.Concat(_task.Presets.Skip(1).Where(other => Show(other.Configuration) != usual).Select(other =>
            $"; {other.Name} {Show(other.Configuration)}"));
    }

    /// <summary>The default rates of the optimizers: "0.004, 2 for sgd, 0.4 for adagrad".</summary>
    static string Rates(RunConfiguration configuration)
    {
        var rates = OptimizerRegistry.Names.GroupBy(name => (configuration with { Optimizer = name }).DefaultLearningRate)
            .OrderByDescending(names => names.Count());
        return string.Join(", ", rates.Select((names, place) =>
            names.Key.ToString(CultureInfo.InvariantCulture) + (place == 0 ? "" : $" for {string.Join(" and ", names)}")));
    }
}
