using Unroll.Models;
using Unroll.Persistence;
using Unroll.Studies.Data;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Runs;

/// <summary>The checkpoint that a new run takes its first weights from; optimizer, epochs and random numbers begin anew.</summary>
static class InitialWeights
{
    public const string SettingName = "initFrom";

    /// <summary>What stands before the names of a checkpoint's tensors that are no weights.</summary>
    static readonly string[] s_others = ["optimizer.", "state.", "callback."];

    /// <summary>The configuration with the checkpoint that it names as a file, and with the identity of that file.</summary>
    /// <exception cref="InputException">There is no such checkpoint, or it has changed since the run was made from it.</exception>
    public static RunConfiguration Find(RunConfiguration configuration)
    {
        if (configuration.InitFrom.Length == 0)
            return configuration;
        FileIdentity? then = configuration.InitFiles.Count > 0 ? configuration.InitFiles[0] : null;
        (string Path, string What)[] places = [.. DataPlaces.Of(configuration.InitFrom, then?.Path, configuration.SavedIn)];
        string path = places.Select(place => place.Path).FirstOrDefault(Path.Exists) ?? throw new SettingException(SettingName, configuration.InitFrom,
            then is null ? "there is no such run and no such checkpoint" : "the checkpoint that the run began from is not there any more; looked for "
                + string.Join(", ", places.Select(place => $"{place.Path} ({place.What})")));
        if (Directory.Exists(path))
            path = RunCheckpoint.Choose(RunFolder.Open(path), null).Path;
        var now = FileIdentity.Of(path);
        return then is null || then.Sha256 == now.Sha256
            ? configuration with { InitFrom = path, InitFiles = [now] }
            : throw new SettingException(SettingName, path,
                "the checkpoint has changed since the run began from it; bring it back, or name it again to begin from it as it is now");
    }

    /// <summary>Reads all weights of a model from a checkpoint that holds just these.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another model; a weight that differs is named with both shapes.</exception>
    public static void Load(Model model, string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        var own = model.Parameters.Parameters.Select(parameter => parameter.Name).ToHashSet();
        SafetensorsTensor? other = file.Tensors.FirstOrDefault(tensor =>
            !own.Contains(tensor.Name) && !s_others.Any(start => tensor.Name.StartsWith(start, StringComparison.Ordinal)));
        if (other is not null)
            throw new InvalidDataException(
                $"{path}: '{other.Name}' with shape ({string.Join(", ", other.Shape)}) is no weight of this model; the file belongs to another model.");
        WeightFile.Read(file, model.Parameters);
    }
}
