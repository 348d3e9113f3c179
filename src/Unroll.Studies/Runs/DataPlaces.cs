using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Data.Texts;

namespace Unroll.Studies.Runs;

/// <summary>Where the files of a saved configuration are looked for: from the working directory, where the run had read them, beside config.json.</summary>
static class DataPlaces
{
    static readonly HashSet<string> s_names =
        [.. TextCorpus.EmbeddedTexts, .. DataCatalogue.All.Select(source => source.Name), SyntheticPrices.Name, SyntheticDigits.Name];

    /// <summary>The configuration with its data where they are; what is not found stays as it is, as it may not be needed.</summary>
    /// <param name="configuration">What config.json says.</param>
    /// <param name="folder">The folder of config.json.</param>
    public static RunConfiguration Find(RunConfiguration configuration, string folder)
    {
        configuration = configuration with { SavedIn = folder };
        IReadOnlyList<string> names = configuration.DataNames;
        string[] found = [.. names.Select((name, place) => IsPath(name)
            ? Of(configuration, name, place).Select(candidate => candidate.Path).FirstOrDefault(Path.Exists) ?? name
            : name)];
        if (!found.SequenceEqual(names))
            configuration.Settings.First(setting => setting.Name == "data").Read(found);
        return configuration;
    }

    /// <summary>Requires the data of a saved configuration to have been found.</summary>
    /// <exception cref="InputException">They were not; the message lists where they were looked for.</exception>
    public static void Require(RunConfiguration configuration)
    {
        IReadOnlyList<string> names = configuration.DataNames;
        for (int place = 0; place < names.Count; place++)
            if (configuration.SavedIn is not null && IsPath(names[place]) && !Path.Exists(names[place]))
                throw new InputException($"{names[place]}: the data of the run are not there any more; looked for "
                    + string.Join(", ", Of(configuration, names[place], place).Select(candidate => $"{candidate.Path} ({candidate.What})")));
    }

    /// <summary>The places of a file that a saved configuration names; the first is the file as it is named.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="then">Its path when the run had read it; null where that is not known.</param>
    /// <param name="folder">The folder of config.json.</param>
    public static IEnumerable<(string Path, string What)> Of(string name, string? then, string? folder)
    {
        if (!Path.IsPathRooted(name))
            yield return (name, $"from the working directory, {Directory.GetCurrentDirectory()}");
        else
            yield return (name, "as it is named");
        if (then is not null && Path.IsPathRooted(then) && then != name)
            yield return (then, "where the run had read it");
        if (folder is null)
            yield break;
        string beside = Path.Combine(folder, Path.IsPathRooted(name) ? Path.GetFileName(name) : name);
        yield return (beside, "beside config.json");
    }

    static IEnumerable<(string Path, string What)> Of(RunConfiguration configuration, string name, int place)
    {
        IReadOnlyList<FileIdentity> files = configuration.DataFiles;
        string? then = files.Count == configuration.DataNames.Count ? files[place].Path
            : files.Count > 0 ? Path.GetDirectoryName(files[0].Path)
            : null;
        return Of(name, then, configuration.SavedIn);
    }

    /// <summary>Not the name of data that come with the program or are downloaded.</summary>
    static bool IsPath(string name) => name.Length > 0 && !s_names.Contains(name);
}
