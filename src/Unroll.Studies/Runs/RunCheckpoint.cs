namespace Unroll.Studies.Runs;

/// <summary>The checkpoint of a run that was asked for, or that is taken where none is.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">"best", "last", or the file as it was named.</param>
/// <param name="Remark">What should be said of the choice; null for nothing.</param>
public sealed record RunCheckpoint(string Path, string Name, string? Remark = null)
{
    const string Best = "best", Last = "last";

    /// <summary>Whether the run kept a best checkpoint.</summary>
    public bool IsBest => Name == Best;

    /// <summary>Finds a checkpoint.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="name">"best", "last", or a file: from the working directory, else of the run; null for the best, or the last without one.</param>
    /// <exception cref="InputException">There is none; the message lists those that the run has.</exception>
    public static RunCheckpoint Choose(RunFolder folder, string? name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string chosen = name ?? (File.Exists(folder.Best) ? Best : Last);
        if (chosen is Best or Last)
        {
            string kept = chosen == Best ? folder.Best : folder.Last;
            return File.Exists(kept) ? new RunCheckpoint(kept, chosen) : throw Missing(folder, name);
        }

        string own = folder.Checkpoint(chosen);
        if (!File.Exists(chosen))
            return File.Exists(own) ? new RunCheckpoint(own, chosen) : throw Missing(folder, chosen);
        bool isTwice = File.Exists(own) && System.IO.Path.GetFullPath(own) != System.IO.Path.GetFullPath(chosen);
        return new RunCheckpoint(chosen, chosen, isTwice ? $"{chosen} of the working directory is taken; the run has one of the same name, {own}" : null);
    }

    static InputException Missing(RunFolder folder, string? name)
    {
        string[] there = folder.Checkpoints;
        if (there.Length == 0)
            return new InputException(File.Exists(System.IO.Path.Combine(folder.FolderPath, "result.json"))
                ? $"{folder.FolderPath}: a training of a study that kept no checkpoints; train the same with --config {folder.Configuration}"
                : $"{folder.FolderPath}: the run has no checkpoint yet; let it train for an epoch first");
        string has = $"it has {string.Join(", ", there)}";
        return new InputException(name switch
        {
            Best => $"{folder.FolderPath}: the run kept no best checkpoint; {has}",
            Last or null => $"{folder.FolderPath}: the run has no last checkpoint; {has}",
            _ => $"{name}: there is no such checkpoint, neither from the working directory nor in {folder.FolderPath}; {has}",
        });
    }
}
