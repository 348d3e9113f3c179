using System.Text;
using Unroll.Persistence;

namespace Unroll.Studies.Runs;

/// <summary>
/// The folder of a run: config.json, history.csv, run.json, checkpoints/, samples/, and TensorBoard's event files, those of validation in validation/.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    const string CheckpointFolder = "checkpoints", Samples = "samples", Validation = "validation";
    const string CheckpointExtension = ".safetensors";

    static readonly string[] s_folders = [CheckpointFolder, Samples, Validation];

    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>The name of the file of <see cref="History"/>.</summary>
    internal const string HistoryFile = "history.csv";

    /// <summary>Everything needed to run it again.</summary>
    public string Configuration => Path.Combine(FolderPath, "config.json");

    /// <summary>The metrics, epoch by epoch.</summary>
    public string History => Path.Combine(FolderPath, HistoryFile);

    /// <summary>What the run came to and how it ended; missing while it runs, and where it was killed.</summary>
    public string Record => Path.Combine(FolderPath, RunRecord.FileName);

    /// <summary>The state after the last epoch, or where the run was stopped.</summary>
    public string Last => Checkpoint("last" + CheckpointExtension);

    /// <summary>The state with the smallest validation loss.</summary>
    public string Best => Checkpoint("best" + CheckpointExtension);

    /// <summary>The names of the checkpoints that the run has, in order.</summary>
    public string[] Checkpoints => Directory.Exists(Path.Combine(FolderPath, CheckpointFolder))
        ? [.. Directory.GetFiles(Path.Combine(FolderPath, CheckpointFolder), "*" + CheckpointExtension).Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The path of a checkpoint by the name of its file.</summary>
    public string Checkpoint(string name) => Path.Combine(FolderPath, CheckpointFolder, name);

    /// <summary>What the model wrote after an epoch.</summary>
    public string Sample(int epoch) => Path.Combine(FolderPath, Samples, $"epoch-{epoch:D3}.txt");

    /// <summary>Requires a folder that holds neither a run nor a study nor a tuning.</summary>
    /// <exception cref="InputException">It holds one.</exception>
    public static void RequireFree(string path)
    {
        if (File.Exists(new RunFolder(path).Configuration))
            throw new InputException($"{path}: there is a run in this folder already; resume it with --resume {path}, or choose another --out");
        if (File.Exists(Path.Combine(path, "study.json")))
            throw new InputException($"{path}: there is a study in this folder; choose another --out");
        if (File.Exists(Path.Combine(path, "tuning.json")))
            throw new InputException($"{path}: there is a tuning in this folder; choose another --out");
    }

    /// <summary>Makes the folder for a new run.</summary>
    /// <exception cref="InputException">It already holds a run or a study, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        RequireFree(path);
        Make(Path.Combine(path, CheckpointFolder));
        return new RunFolder(path);
    }

    /// <summary>Makes a folder.</summary>
    /// <exception cref="RunFolderException">It cannot be made.</exception>
    internal static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path}: the folder cannot be made ({error.Message.TrimEnd('.')}); choose another --out", error);
        }
    }

    /// <summary>Makes ready to train, again after a process that was killed: what it left half written is removed.</summary>
    internal void Clean()
    {
        Directory.CreateDirectory(Path.Combine(FolderPath, CheckpointFolder));
        foreach (string folder in s_folders.Select(part => Path.Combine(FolderPath, part)).Prepend(FolderPath).Where(Directory.Exists))
            AtomicFile.DeleteLeftovers(folder);
    }

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="InputException">It is not the folder of a run.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        return File.Exists(folder.Configuration) ? folder : throw NoRun.Explain(path);
    }

    /// <summary>Deletes the files of a run, and nothing else that is in the folder.</summary>
    public void Clear()
    {
        foreach (string part in s_folders.Select(part => Path.Combine(FolderPath, part)).Where(Directory.Exists))
            Directory.Delete(part, recursive: true);
        foreach (string file in new[] { Configuration, History, Record }.Concat(Directory.GetFiles(FolderPath, "events.out.tfevents.*")))
            File.Delete(file);
    }

    /// <summary>Deletes the folder where it holds nothing.</summary>
    public void DeleteIfEmpty()
    {
        if (Directory.Exists(FolderPath) && !Directory.EnumerateFileSystemEntries(FolderPath).Any())
            Directory.Delete(FolderPath);
    }

    /// <summary>Writes what the model gave after an epoch; the folder of samples is made with the first.</summary>
    public void WriteSample(int epoch, string sample)
    {
        Directory.CreateDirectory(Path.Combine(FolderPath, Samples));
        Write(Sample(epoch), sample);
    }

    /// <summary>Writes a text file whole or not at all.</summary>
    public static void Write(string file, string text)
    {
        using var atomic = new AtomicFile(file);
        atomic.Stream.Write(Encoding.UTF8.GetBytes(text));
        atomic.Commit();
    }
}
