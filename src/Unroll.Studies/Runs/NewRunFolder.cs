namespace Unroll.Studies.Runs;

/// <summary>
/// A folder that a training has for itself, whoever begins in the same moment: it did not hold anything, and it is locked. Disposed, it is unlocked, and
/// deleted where nothing was written into it.
/// </summary>
sealed class NewRunFolder : IDisposable
{
    const int Attempts = 20;

    readonly RunLock _lock;
    readonly bool _isParentNew;

    NewRunFolder(string path, RunLock held, bool isParentNew) => (FolderPath, _lock, _isParentNew) = (path, held, isParentNew);

    /// <summary>The folder.</summary>
    public string FolderPath { get; }

    /// <summary>Makes the folder, or the first of PATH-2, PATH-3 … that nobody has.</summary>
    /// <exception cref="RunFolderException">It cannot be made.</exception>
    public static NewRunFolder Take(string path)
    {
        for (int number = 1; ; number++)
            if (TryTake(number == 1 ? path : $"{path}-{number}") is { } taken)
                return taken;
    }

    public void Dispose()
    {
        _lock.Dispose();
        DeleteIfEmpty(FolderPath);
        if (_isParentNew && Path.GetDirectoryName(FolderPath) is { Length: > 0 } parent)
            DeleteIfEmpty(parent);
    }

    static NewRunFolder? TryTake(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool isParentNew = Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent);
            RunFolder.Make(path);
            try
            {
                if (RunLock.TryAcquire(path, out _) is not { } held)
                    return null;
                if (Directory.EnumerateFileSystemEntries(path).All(RunLock.IsFileOf))
                    return new NewRunFolder(path, held, isParentNew);
                held.Dispose();
                return null;
            }
            catch (Exception error) when (attempt < Attempts && error is RunFolderException or DirectoryNotFoundException && !Directory.Exists(path))
            {
                // Another process, whose training could not begin, has just deleted it.
            }
        }
    }

    static void DeleteIfEmpty(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // Something is in it, or it is gone.
        }
    }
}
