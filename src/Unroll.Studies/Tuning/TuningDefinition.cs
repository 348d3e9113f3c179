using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Kernels.Numerics;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tuning;

/// <summary>A search for the best settings of a task: what is fixed, what is varied in which range, and by what the best is told.</summary>
/// <param name="Task">The task.</param>
/// <param name="Settings">What all trials share, beside the defaults of the task.</param>
/// <param name="Space">What is varied.</param>
public sealed record TuningDefinition(string Task, IReadOnlyDictionary<string, JsonElement> Settings, SearchSpace Space)
{
    /// <summary>The file that it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>The folder from which relative paths of data are seen; empty for where the command is given.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The metric to make best.</summary>
    public string Metric { get; init; } = "validationLoss";

    /// <summary>Whether the best is the largest, as of an accuracy.</summary>
    public bool IsLargestBest { get; init; }

    /// <summary>The most trials; null for as many as the budget allows.</summary>
    public int? Trials { get; init; }

    /// <summary>How trials are stopped early.</summary>
    public Stopping Stopping { get; init; }

    /// <summary>The lowest rung: after how many epochs or steps a trial is measured first; null where every trial is trained to its end.</summary>
    public RunEnd? Minimum { get; init; }

    /// <summary>Each rung is so many times the one below it; of so many trials at a rung, successive halving lets one go on.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Whether all trials are drawn at random.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Trials that are measured before the estimator proposes others.</summary>
    public int Startup { get; init; } = 10;

    /// <summary>Trainings of each trial, with seeds one after another; their mean counts.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The seed of the proposals, and the first one of the trainings.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Trials that run side by side.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>The JSON that it was read from.</summary>
    public string Json { get; init; } = "";

    /// <summary>What all trials share, with the task's defaults for all that varies.</summary>
    public RunConfiguration Shared => Configuration(new Dictionary<string, JsonElement>(), Seed);

    /// <summary>Where a trial is paused on the way to a rung; null for nowhere.</summary>
    internal RunEnd? Rung(int number)
    {
        if (Minimum is null)
            return null;
        double factor = PortableMath.Power(Reduction, number);
        return new RunEnd(
            Minimum.Epochs is { } epochs ? (int)Math.Min(int.MaxValue, epochs * factor) : null,
            Minimum.Steps is { } steps ? (long)Math.Min(1e18, steps * factor) : null);
    }

    /// <summary>What is to be small: the value, or its negative where the largest is the best.</summary>
    internal double Loss(double value) => IsLargestBest ? -value : value;

    /// <summary>The configuration of a training.</summary>
    /// <param name="settings">The settings of its trial.</param>
    /// <param name="seed">Where its random numbers come from.</param>
    internal RunConfiguration Configuration(IReadOnlyDictionary<string, JsonElement> settings, long seed)
    {
        RunConfiguration configuration = TaskRegistry.Tasks.Find(Task).CreateConfiguration();
        Dictionary<string, Setting> known = configuration.Settings.ToDictionary(setting => setting.Name);

        // As 'train' does: the defaults are those that suit the data.
        foreach ((string name, JsonElement value) in Settings.Where(setting => known[setting.Key].Group == SettingGroup.Data))
            known[name].Read(value);
        configuration.SuitData();
        foreach ((string name, JsonElement value) in Settings.Concat(settings))
            known[name].Read(value);
        configuration.Seed = seed;
        if (Folder.Length > 0)
            StudyDataPath.Resolve(configuration, Folder);
        return configuration;
    }

    /// <summary>What decides which trials there are and what each comes to: all but their number.</summary>
    internal JsonObject Identity() => new()
    {
        ["task"] = Task, ["settings"] = Object(Settings), ["ranges"] = new JsonArray([.. Space.Ranges.Select(range => (JsonNode?)range.ToString())]),
        ["metric"] = Metric, ["largest"] = IsLargestBest, ["stopping"] = $"{Stopping}", ["minimumEpochs"] = Minimum?.Epochs, ["minimumSteps"] = Minimum?.Steps,
        ["reduction"] = Reduction, ["random"] = IsRandom, ["startup"] = Startup, ["repeats"] = Repeats, ["seed"] = Seed, ["parallel"] = Parallel,
    };

    /// <summary>Settings as JSON.</summary>
    internal static JsonObject Object(IEnumerable<KeyValuePair<string, JsonElement>> settings) =>
        new(settings.Select(setting => KeyValuePair.Create(setting.Key, StudyElement.Node(setting.Value))));
}
