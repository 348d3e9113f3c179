namespace Unroll.Studies.Data;

/// <summary>Finds the local copies of the data sets: first under the folder that <c>UNROLL_DATA</c> names, then in the user's cache.</summary>
public sealed class DataLocator
{
    /// <summary>The environment variable that names the data root.</summary>
    public const string Variable = "UNROLL_DATA";

    /// <summary>Creates a locator for given folders.</summary>
    /// <param name="dataRoot">A folder laid out like the data sets' relative paths, or null; nothing is ever written there.</param>
    /// <param name="cacheRoot">The folder that downloads go to, or null where the user has none; it need not exist yet.</param>
    public DataLocator(string? dataRoot, string? cacheRoot)
    {
        DataRoot = dataRoot;
        CacheRoot = cacheRoot;
    }

    /// <summary>The folder of data that the user keeps, or null.</summary>
    public string? DataRoot { get; }

    /// <summary>The folder of downloads, or null.</summary>
    public string? CacheRoot { get; }

    /// <summary>The folder of downloads where it can be written, or made and written; else null. Nothing is left there.</summary>
    public string? WritableCache
    {
        get
        {
            string? folder = CacheRoot;
            while (folder is { Length: > 0 } && !Directory.Exists(folder))
                folder = Path.GetDirectoryName(folder);
            if (folder is not { Length: > 0 })
                return null;
            try
            {
                string probe = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
                new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
                return IsUnderAFile(CacheRoot!) ? null : CacheRoot;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// The locator for this user: <c>UNROLL_DATA</c>; the cache is <c>%LOCALAPPDATA%\unroll</c> on Windows, elsewhere <c>$XDG_CACHE_HOME/unroll</c>
    /// or <c>~/.cache/unroll</c>.
    /// </summary>
    /// <exception cref="InputException"><c>UNROLL_DATA</c> names a folder that does not exist.</exception>
    public static DataLocator FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows());

    internal static DataLocator FromEnvironment(Func<string, string?> variable, bool isWindows)
    {
        string? dataRoot = NullIfEmpty(variable(Variable));
        if (dataRoot is not null && !Directory.Exists(dataRoot))
            throw new InputException($"{Variable} names {dataRoot}, which is not a folder; name the folder that holds the data, or unset it");

        string? xdg = NullIfEmpty(variable("XDG_CACHE_HOME"));
        string? cache = isWindows ? NullIfEmpty(variable("LOCALAPPDATA"))
            // The specification has relative paths ignored.
            : Path.IsPathRooted(xdg) ? xdg
            : NullIfEmpty(variable("HOME")) is { } home ? Path.Combine(home, ".cache")
            : null;
        return new DataLocator(dataRoot, cache is null ? null : Path.Combine(cache, "unroll"));
    }

    /// <summary>The local path of a file, packed or not, or null when it is not at hand.</summary>
    /// <exception cref="InputException">The file found has another size than the data set's: it was cut short, or is a different one.</exception>
    public string? Locate(DataFile file)
    {
        string? path = new[] { DataRoot,
            CacheRoot }.OfType<string>().SelectMany(root => new[] { file.PathUnder(root), file.UnpackedPathUnder(root) }).FirstOrDefault(File.Exists);
        if (path is null) return null;
        return PackedFile.HasLength(path, file.Size, out long size)
            ? path
            : throw new InputException($"{path}: {size} bytes; the data set's file has {file.Size}, so delete this one or replace it from {file.Address}");
    }

    /// <summary>The local paths of a data set's files, in their order, or null when one of them is not at hand.</summary>
    /// <inheritdoc cref="Locate(DataFile)" path="/exception"/>
    public IReadOnlyList<string>? Locate(DataSource source)
    {
        string[] paths = [.. source.Files.Select(Locate).OfType<string>()];
        return paths.Length == source.Files.Count ? paths : null;
    }

    /// <summary>The local paths of a data set's files, in their order.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="standIn">What can be named instead where it is not at hand; null for nothing.</param>
    /// <exception cref="InputException">The data set is not at hand, or a file has another size.</exception>
    internal IReadOnlyList<string> Require(DataSource source, string? standIn = null)
    {
        if (Locate(source) is { } paths)
            return paths;
        string get = source.Files.All(file => file.Source is null) ? "see" : "get it with", set = $"set {Variable} to the folder of the data";
        throw new InputException($"{source.Name}: not on this machine yet; {get} 'unroll data get {source.Name}', "
            + (standIn is null ? $"or {set}" : $"{set}, or try --data {standIn}"));
    }

    static bool IsUnderAFile(string path)
    {
        for (string? at = path; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
            if (File.Exists(at))
                return true;
        return false;
    }

    static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
