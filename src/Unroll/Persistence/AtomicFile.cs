using System.Text.RegularExpressions;

namespace Unroll.Persistence;

/// <summary>
/// A file that replaces another one whole or not at all: it is written beside the target, flushed to the disk and renamed over it.
/// Disposed before <see cref="Commit"/>, it leaves the target as it was and removes what it had written.
/// </summary>
/// <remarks>
/// Only a process killed in between leaves a file <c>TARGET.XXXXXXXX.tmp</c> behind, with eight hexadecimal digits; <see cref="DeleteLeftovers"/> removes it.
/// </remarks>
/// <example>
/// <code>
/// using var file = new AtomicFile(path);
/// file.Stream.Write(contents);
/// file.Commit();
/// </code>
/// </example>
sealed partial class AtomicFile : IDisposable
{
    readonly string _path;
    readonly string _temporaryPath;
    bool _committed;

    /// <summary>Creates the temporary file.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public AtomicFile(string path)
        : this(path, static temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
    {
    }

    /// <summary>Writes into a stream of the caller's making, which can tell when it is flushed.</summary>
    internal AtomicFile(string path, Func<string, FileStream> create)
    {
        _path = Path.GetFullPath(path);
        // The same folder is the same volume: the rename never turns into a copy. The random part keeps two writers apart.
        _temporaryPath = $"{_path}.{Guid.NewGuid().ToString("N")[..8]}.tmp";
        Stream = create(_temporaryPath);
    }

    /// <summary>Where the new contents go.</summary>
    public FileStream Stream { get; }

    /// <summary>Flushes the contents to the disk, closes <see cref="Stream"/> and puts the file in the place of the target.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>A message of the system with the name of the target in the place of the temporary file's, which nobody knows.</summary>
    public static string WithTargetName(string message) => TemporaryEnd().Replace(message, "");

    /// <summary>Deletes what killed processes left half written in a folder, and nothing else. Nobody may be writing files there meanwhile.</summary>
    public static void DeleteLeftovers(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.tmp").Where(file => Leftover().IsMatch(Path.GetFileName(file))))
            IgnoreFailure(() => File.Delete(file));
    }

    /// <summary>Removes the temporary file unless it was committed. Throws nothing, so that the first failure stays the one that is seen.</summary>
    public void Dispose()
    {
        if (_committed) return;
        // On a full disk closing fails too (it flushes), and the file must go nevertheless. A file that is too large is an argument out of range.
        IgnoreFailure(Stream.Dispose);
        IgnoreFailure(() => File.Delete(_temporaryPath));
    }

    [GeneratedRegex(@"^(.+\.[0-9a-f]{8}|[0-9a-f]{32})\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\.[0-9a-f]{8}\.tmp\b", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryEnd();

    static void IgnoreFailure(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
        }
    }
}
