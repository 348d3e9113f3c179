using Unroll.Studies.Runs;

namespace Unroll.Studies.Pretraining;

/// <summary>
/// The folder of a pretraining: that of a published model (config.json, model.safetensors, vocab.txt, tokenizer_config.json), with pretraining.json and
/// history.csv beside it and, until it is done, a backup to go on from.
/// </summary>
sealed class PretrainingFolder(string path)
{
    const string BackupName = "backup.safetensors";

    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>What the model was made from.</summary>
    public string Settings => Path.Combine(FolderPath, "pretraining.json");

    /// <summary>The weights, once it is done.</summary>
    string Weights => Path.Combine(FolderPath, "model.safetensors");

    /// <summary>The metrics, epoch by epoch.</summary>
    public string History => Path.Combine(FolderPath, "history.csv");

    /// <summary>The state of a pretraining that is not done.</summary>
    public string Backup => Path.Combine(FolderPath, BackupName);

    /// <summary>Whether a folder holds a pretraining that is done.</summary>
    public static bool IsDone(string path) =>
        new PretrainingFolder(path) is var folder && File.Exists(folder.Settings) && !File.Exists(folder.Backup) && File.Exists(folder.Weights);

    /// <summary>Requires a folder that holds nothing, or none.</summary>
    /// <exception cref="InputException">It is a file, or holds something.</exception>
    public static void RequireFree(string path)
    {
        if (File.Exists(path))
            throw new InputException($"{path}: is a file; name a folder for the model");
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
            return;
        bool canResume = File.Exists(new PretrainingFolder(path).Backup);
        throw new InputException($"{path}: the folder is not empty; name another one for the model{(canResume ? $", or go on with --resume {path}" : "")}");
    }

    /// <summary>Opens the folder of a pretraining that was stopped.</summary>
    /// <exception cref="InputException">It is none, or the pretraining is done.</exception>
    public static PretrainingFolder Open(string path)
    {
        var folder = new PretrainingFolder(path);
        if (!File.Exists(folder.Settings))
            throw new InputException($"{path}: {(Directory.Exists(path) ? "there is no pretraining in this folder" : "there is no such folder")}; "
                + "name the one that --out named");
        return !IsDone(path)
            ? folder
            : throw new InputException($"{path}: this pretraining is done; to train its model further, begin another one with --init-from {path}");
    }

    /// <summary>Deletes what a pretraining that failed has written, and the folder where nothing else is in it.</summary>
    public void Clear()
    {
        foreach (string name in new[] { PretrainingVocabulary.FileName, PretrainingVocabulary.ConfigurationName, BackupName })
            File.Delete(Path.Combine(FolderPath, name));
        File.Delete(Settings);
        File.Delete(History);
    }

    /// <summary>Deletes the folder where it holds nothing.</summary>
    public void DeleteIfEmpty() => new RunFolder(FolderPath).DeleteIfEmpty();
}
