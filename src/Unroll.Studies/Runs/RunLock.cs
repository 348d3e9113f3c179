using System.Globalization;

namespace Unroll.Studies.Runs;

/// <summary>
/// Keeps a run folder to one process: while the lock is held, nobody else gets it. The operating system holds it, so it ends with its process, however
/// that ends; files left by a killed one are taken over.
/// </summary>
/// <remarks>
/// <c>run.lock</c> is the locked file. Nobody else can read it meanwhile, so <c>run.owner</c> beside it says in text who holds it, for the message that
/// the next one gets. On a network share without locks there is no protection.
/// </remarks>
public sealed class RunLock : IDisposable
{
    const string LockName = "run.lock";
    const string OwnerName = "run.owner";

    readonly FileStream _lock;
    readonly string _ownerPath;
    bool _disposed;

    RunLock(FileStream stream, string ownerPath)
    {
        _lock = stream;
        _ownerPath = ownerPath;
    }

    /// <summary>Whether a process holds the lock of a folder.</summary>
    public static bool IsHeld(string folder)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            return false;
        }
        catch (IOException exception)
        {
            return IsSharingViolation(exception);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file is one of a lock.</summary>
    internal static bool IsFileOf(string path) => Path.GetFileName(path) is LockName or OwnerName;

    /// <summary>Takes the lock of a run folder.</summary>
    /// <exception cref="RunFolderException">The folder is missing or cannot be written to, or the lock is held; the message then names the process.</exception>
    public static RunLock Acquire(string folder) => TryAcquire(folder, out string owner)
        ?? throw new RunFolderException($"{folder}: in use by {owner}; wait for it, stop it, or name another folder");

    /// <summary>Takes the lock of a run folder; null where it is held.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="owner">Who holds it; empty for nobody else.</param>
    /// <exception cref="RunFolderException">The folder is missing or cannot be written to.</exception>
    internal static RunLock? TryAcquire(string folder, out string owner)
    {
        owner = "";
        if (!Directory.Exists(folder)) throw new RunFolderException($"{folder}: no such folder; name the folder of a run");
        string ownerPath = Path.Combine(folder, OwnerName);
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new RunFolderException($"{folder}: no permission to write; name a folder that can be written to", exception);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            owner = ReadOwner(ownerPath);
            return null;
        }

        var held = new RunLock(stream, ownerPath);
        try
        {
            string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            File.WriteAllText(ownerPath, $"process {Environment.ProcessId} on {Environment.MachineName} since {now}\n");
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    // ERROR_SHARING_VIOLATION of Windows, EWOULDBLOCK of Linux and of macOS: .NET has no exception type of its own for it.
    static bool IsSharingViolation(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;

    static string ReadOwner(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath).Trim();
        }
        catch (IOException)
        {
            // Its owner is just taking the lock or letting it go.
            return "another process";
        }
    }

    /// <summary>Gives the lock back and removes its files.</summary>
    public void Dispose()
    {
        // A second call must not remove what the next owner has written.
        if (_disposed) return;
        _disposed = true;
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or a reader holds the file: without the lock it means nothing.
        }

        _lock.Dispose();
    }
}
