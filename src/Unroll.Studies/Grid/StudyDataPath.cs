using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Grid;

/// <summary>The paths of data in a study: relative ones are seen from the study's folder, wherever the command is given.</summary>
static class StudyDataPath
{
    /// <summary>The setting that names data.</summary>
    public const string Data = "data";

    static readonly string[] s_names =
        [.. TextCorpus.EmbeddedTexts, .. DataCatalogue.All.Select(source => source.Name), SyntheticPrices.Name, SyntheticDigits.Name];

    /// <summary>Makes the paths of a configuration's data, and of the weights that it begins with, whole ones.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="folder">The folder from which they are seen.</param>
    /// <param name="encoders">The names of encoders that are pretrained, and so no paths.</param>
    public static void Resolve(RunConfiguration configuration, string folder, params IEnumerable<string> encoders)
    {
        if (configuration.InitFrom.Length > 0)
            configuration.InitFrom = Path.GetFullPath(Path.Combine(folder, configuration.InitFrom));
        if (configuration.Settings.FirstOrDefault(setting => setting.Name == EncoderFolders.Setting) is { } encoder && !encoders.Contains(encoder.Text)
            && Path.Combine(folder, encoder.Text) is var place && encoder.Text.Length > 0 && Directory.Exists(place))
            encoder.Read([Path.GetFullPath(place)]);
        if (configuration.Settings.FirstOrDefault(setting => setting.Name == Data) is not { } setting)
            return;
        JsonNode? resolved = setting.ToJson() switch
        {
            JsonArray names => new JsonArray([.. names.Select(name => (JsonNode)Resolve(folder, (string)name!))]),
            JsonValue name => Resolve(folder, (string)name!),
            var other => other,
        };
        if (resolved is not null)
            setting.Read(JsonElement.Parse(resolved.ToJsonString()));
    }

    /// <summary>
    /// A file beside the study goes before a data set of that name, as everywhere; a text that comes with the program is always that one. A word that is
    /// neither stays a word, so that the message about it can name the data set that is meant, unless a file elsewhere would be taken for it.
    /// </summary>
    internal static string Resolve(string folder, string name)
    {
        if (name.Length == 0 || TextCorpus.EmbeddedTexts.Contains(name))
            return name;
        string path = Path.GetFullPath(Path.Combine(folder, name));
        bool isWord = name.All(letter => letter != Path.DirectorySeparatorChar && letter is not ('/' or '.'));
        return !Path.Exists(path) && (s_names.Contains(name) || (isWord && !Path.Exists(name))) ? name : path;
    }
}
