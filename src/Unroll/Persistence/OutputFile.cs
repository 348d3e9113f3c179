namespace Unroll.Persistence;

/// <summary>Files that a run writes: their folders are made when need be, and a failure is one exception that names the writer and the file.</summary>
static class OutputFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="writer">Who, for the message: "CsvLogger".</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it; told the path.</param>
    /// <exception cref="IOException">The file or its folder cannot be written.</exception>
    public static void Write(string writer, string path, Action<string> write)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            write(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = AtomicFile.WithTargetName(error.Message).TrimEnd('.');
            throw new IOException($"{writer} cannot write '{path}': {reason}. Choose a place that can be written.", error);
        }
    }

    /// <summary>Finds out before the work begins whether files can be written beside a path: one is made and removed.</summary>
    /// <inheritdoc cref="Write" path="/param|/exception"/>
    public static void Check(string writer, string path) => Write(writer, path, file =>
    {
        if (Directory.Exists(file))
            throw new IOException("It is a folder.");
        string beside = Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Guid.NewGuid():N}.tmp");
        using var probe = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    });
}
