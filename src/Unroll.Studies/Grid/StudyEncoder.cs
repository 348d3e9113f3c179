using System.Text.Json;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Grid;

/// <summary>A BERT that trainings of a study begin with. The study pretrains it before them, and they name it by their setting <c>encoder</c>.</summary>
/// <param name="Name">Its name, and that of its folder.</param>
/// <param name="Settings">The settings of its pretraining, beside the defaults.</param>
/// <param name="Base">The encoder before it whose weights it begins with; empty for weights that are drawn.</param>
/// <param name="TokensOf">The encoder before it that has as many tokens to learn from; empty where its settings say how many.</param>
public sealed record StudyEncoder(string Name, IReadOnlyDictionary<string, JsonElement> Settings, string Base, string TokensOf)
{
    /// <summary>The names of its data.</summary>
    public IReadOnlyList<string> DataNames => [.. Unplaced.Data, .. Unplaced.VocabularyData];

    /// <summary>The pretraining, with names in place of folders and of numbers of tokens.</summary>
    internal PretrainingConfiguration Unplaced => Configure("", name => name, _ => 1);

    /// <summary>The pretraining.</summary>
    /// <param name="source">The folder from which relative paths of data are seen; empty to leave them as they are.</param>
    /// <param name="folderOf">Where the encoder of a name is.</param>
    /// <param name="tokensOf">The tokens that the encoder of a name learns from.</param>
    /// <exception cref="SettingException">A setting has a value that it cannot have.</exception>
    internal PretrainingConfiguration Configure(string source, Func<string, string> folderOf, Func<string, long> tokensOf)
    {
        var configuration = new PretrainingConfiguration();
        IReadOnlyList<Setting> settings = configuration.Settings;
        foreach ((string name, JsonElement value) in Settings)
            settings.First(setting => setting.Name == name).Read(value);
        if (source.Length > 0)
        {
            configuration.Data = [.. configuration.Data.Select(name => StudyDataPath.Resolve(source, name))];
            configuration.VocabularyData = [.. configuration.VocabularyData.Select(name => StudyDataPath.Resolve(source, name))];
        }

        if (Base.Length > 0)
            configuration.InitFrom = folderOf(Base);
        if (TokensOf.Length > 0)
            configuration.Tokens = (int)tokensOf(TokensOf);
        configuration.Check();
        return configuration;
    }
}
