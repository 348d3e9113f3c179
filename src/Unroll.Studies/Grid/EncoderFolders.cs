using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Grid;

/// <summary>Where the encoders of a study are: in its folder, each in encoders/NAME, as <c>unroll pretrain bert</c> writes them.</summary>
sealed class EncoderFolders(Study study, string folder)
{
    /// <summary>The setting of trainings that names an encoder.</summary>
    public const string Setting = "encoder";

    const string Advice = "choose another --out";

    /// <summary>The folder of an encoder.</summary>
    public string Of(string name) => Path.GetFullPath(Path.Combine(folder, "encoders", name));

    /// <summary>Whether an encoder is done.</summary>
    public bool IsMade(string name) => folder.Length > 0 && PretrainingFolder.IsDone(Of(name));

    /// <summary>Whether an encoder is begun, or done.</summary>
    public bool IsBegun(string name) => folder.Length > 0 && File.Exists(new PretrainingFolder(Of(name)).Settings);

    /// <summary>A configuration whose encoder, where it is one of the study, is named by its folder.</summary>
    public RunConfiguration Place(RunConfiguration configuration) => Place(study, configuration, Of);

    /// <summary>A configuration with the weights that it begins with; an encoder that is not made yet has none.</summary>
    /// <exception cref="InputException">Weights are not there.</exception>
    public RunConfiguration Find(RunConfiguration configuration)
    {
        RunConfiguration placed = Place(configuration);
        return NameIn(study, configuration) is { } name && !IsMade(name) ? placed : placed.FindWeights();
    }

    /// <summary>A configuration whose encoder, where it is one of the study, is named by a folder.</summary>
    public static RunConfiguration Place(Study study, RunConfiguration configuration, Func<string, string> folderOf)
    {
        if (NameIn(study, configuration) is not { } name)
            return configuration;
        RunConfiguration placed = configuration with { };
        placed.Settings.First(setting => setting.Name == Setting).Read(JsonElement.Parse(JsonValue.Create(folderOf(name)).ToJsonString()));
        return placed;
    }

    /// <summary>The encoder of the study that a configuration names; null where it names none.</summary>
    public static string? NameIn(Study study, RunConfiguration configuration) =>
        study.Encoders.FirstOrDefault(encoder => configuration.Settings.FirstOrDefault(setting => setting.Name == Setting)?.Text == encoder.Name)?.Name;

    /// <summary>Requires that an encoder which was begun is made from the study's settings and from the same files.</summary>
    /// <exception cref="InputException">Something differs; the message names it.</exception>
    public void RequireSame(StudyEncoder encoder, PretrainingConfiguration now)
    {
        string path = new PretrainingFolder(Of(encoder.Name)).Settings;
        var begun = PretrainingConfiguration.FromJson(File.ReadAllText(path), path);
        bool isSameData = begun.DataFiles.Count == now.DataFiles.Count;
        foreach ((Setting then, Setting wanted) in begun.Settings.Zip(now.Settings))
            if (then.Text != wanted.Text && !(isSameData && then.Name is "data" or "vocabularyData") && then.Name != "initFrom")
                throw new InputException($"{path}: made with {then.Name} {then.Text}, the study has {wanted.Text}; {Advice}");
        string? weights = encoder.Base.Length > 0 && IsMade(encoder.Base) ? FileChange.Describe(begun.InitFiles, now.InitFiles) : null;
        if ((FileChange.Describe(begun.DataFiles, now.DataFiles) ?? weights) is { } change)
            throw new InputException($"{path}: {change}; bring it back, or {Advice}");
    }
}
