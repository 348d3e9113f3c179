using Unroll.Naming;

namespace Unroll.Studies.Tasks;

/// <summary>The tasks by name: each is its configuration with the defaults of the study that it comes from.</summary>
public static class TaskCatalogue
{
    /// <summary>The task of a config.json that names none.</summary>
    public const string Default = "text";

    /// <summary>All tasks: <c>TaskCatalogue.Entries.Create("stocks").Load()</c>.</summary>
    public static Catalogue<RunConfiguration> Entries { get; } = new("task",
        (Default, () => new TextConfiguration()),
        ("memory", () => new MemoryConfiguration()),
        ("stocks", () => new StocksConfiguration()),
        ("digits", () => new DigitsConfiguration()),
        ("sequences", () => new SequencesConfiguration()),
        ("shapes", () => new ShapesConfiguration()));
}
