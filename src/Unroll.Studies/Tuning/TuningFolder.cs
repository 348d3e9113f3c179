using System.Text.Json.Nodes;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tuning;

/// <summary>
/// The folder of a tuning: tuning.json, trials.json with all that was decided and measured, best.json for 'train --config', and trials/NUMBER/SEED/ with a run
/// folder each.
/// </summary>
public static class TuningFolder
{
    /// <summary>What is varied.</summary>
    internal static string Definition(string folder) => Path.Combine(folder, "tuning.json");

    /// <summary>What was decided and measured.</summary>
    public static string Trials(string folder) => Path.Combine(folder, "trials.json");

    /// <summary>The configuration of the best trial.</summary>
    public static string Best(string folder) => Path.Combine(folder, "best.json");

    /// <summary>Whether a folder is that of a tuning.</summary>
    public static bool IsIn(string folder) => File.Exists(Definition(folder));

    /// <summary>Requires a folder that holds nothing of ours, or this tuning.</summary>
    /// <exception cref="InputException">The folder holds another tuning, a study or a run.</exception>
    internal static void RequireFor(string folder, TuningDefinition definition)
    {
        if (!IsIn(folder))
        {
            RunFolder.RequireFree(folder);
            return;
        }

        JsonObject there = TuningReader.ReadFile(Definition(folder)).Identity(), wanted = definition.Identity();
        foreach ((string name, JsonNode? value) in wanted)
            if (!JsonNode.DeepEquals(value, there[name]))
                throw new InputException($"{folder}: holds a tuning with other {name}: {Text(there[name])} instead of {Text(value)}; choose another --out");
    }

    /// <summary>Makes the folder, or takes the one where the tuning was begun.</summary>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    internal static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be made ({error.Message}); choose another --out");
        }
    }

    static string Text(JsonNode? value) => value?.ToJsonString().ReplaceLineEndings(" ") ?? "none";
}
