using System.Text;
using Unroll.Persistence;

namespace Unroll.Studies.Runs;

/// <summary>The folder of a run: config.json, history.csv, checkpoints/, samples/, and TensorBoard's event files, those of validation in validation/.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    const string Checkpoints = "checkpoints", Samples = "samples", Validation = "validation";

    static readonly string[] s_folders = [Checkpoints, Samples, Validation];

    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>The name of the file of <see cref="History"/>.</summary>
    internal const string HistoryFile = "history.csv";

    /// <summary>Everything needed to run it again.</summary>
    public string Configuration => Path.Combine(FolderPath, "config.json");

    /// <summary>The metrics, epoch by epoch.</summary>
    public string History => Path.Combine(FolderPath, HistoryFile);

    /// <summary>The state after the last epoch, or where the run was stopped.</summary>
    public string Last => Path.Combine(FolderPath, Checkpoints, "last.safetensors");

    /// <summary>The state with the smallest validation loss.</summary>
    public string Best => Path.Combine(FolderPath, Checkpoints, "best.safetensors");

    /// <summary>What the model wrote after an epoch.</summary>
    public string Sample(int epoch) => Path.Combine(FolderPath, Samples, $"epoch-{epoch:D3}.txt");

    /// <summary>Requires a folder that holds neither a run nor a study.</summary>
    /// <exception cref="InputException">It holds one.</exception>
    public static void RequireFree(string path)
    {
        if (File.Exists(new RunFolder(path).Configuration))
            throw new InputException($"{path}: there is a run in this folder already; resume it with --resume {path}, or choose another --out");
        if (File.Exists(Path.Combine(path, "study.json")))
            throw new InputException($"{path}: there is a study in this folder; choose another --out");
    }

    /// <summary>Makes the folder for a new run.</summary>
    /// <exception cref="InputException">It already holds a run or a study, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        RequireFree(path);
        try
        {
            foreach (string part in new[] { Checkpoints, Samples })
                Directory.CreateDirectory(Path.Combine(path, part));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path}: the folder cannot be made ({error.Message}); choose another --out", error);
        }

        return new RunFolder(path);
    }

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="InputException">It is not the folder of a run.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        if (!Directory.Exists(path))
            throw new InputException(
                $"{path}: {(File.Exists(path) ? "is a file" : "there is no such folder")}; a run folder is what 'unroll train' printed at its end");
        return File.Exists(folder.Configuration)
            ? folder
            : throw new InputException($"{path}: not a run folder, it has no config.json; a run folder is what 'unroll train' printed at its end");
    }

    /// <summary>The checkpoint that a name stands for: "best" (or the last one, when there is no best), "last", or a file.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public string Checkpoint(string name)
    {
        string file = name switch
        {
            "best" => File.Exists(Best) ? Best : Last,
            "last" => Last,
            _ => name,
        };
        return File.Exists(file)
            ? file
            : throw new InputException(name is "best" or "last"
                ? $"{FolderPath}: the run has no checkpoint yet; let it train for an epoch first"
                : $"{file}: there is no such checkpoint; use best, last or a file");
    }

    /// <summary>Deletes the files of a run, and nothing else that is in the folder.</summary>
    public void Clear()
    {
        foreach (string part in s_folders.Select(part => Path.Combine(FolderPath, part)).Where(Directory.Exists))
            Directory.Delete(part, recursive: true);
        foreach (string file in new[] { Configuration, History }.Concat(Directory.GetFiles(FolderPath, "events.out.tfevents.*")))
            File.Delete(file);
    }

    /// <summary>Deletes the folder where it holds nothing.</summary>
    public void DeleteIfEmpty()
    {
        if (Directory.Exists(FolderPath) && !Directory.EnumerateFileSystemEntries(FolderPath).Any())
            Directory.Delete(FolderPath);
    }

    /// <summary>Writes a text file whole or not at all.</summary>
    public static void Write(string file, string text)
    {
        using var atomic = new AtomicFile(file);
        atomic.Stream.Write(Encoding.UTF8.GetBytes(text));
        atomic.Commit();
    }
}
