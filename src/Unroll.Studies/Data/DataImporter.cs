using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Unroll.Studies.Data;

/// <summary>Takes files that the user got elsewhere into the cache, once they have proven to be those of the data set.</summary>
public static class DataImporter
{
    const int MostBytes = 1 << 28;

    /// <summary>Checks a file, packed or not and under any name, and puts its contents where the data set's file belongs.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="path">The user's file.</param>
    /// <param name="locator">Knows the cache.</param>
    /// <param name="cancellationToken">Stops the copy; nothing is left behind.</param>
    /// <returns>The path in the cache.</returns>
    /// <exception cref="InputException">The file is none of the data set's; the message names the checksums. Or there is no cache folder.</exception>
    public static async Task<string> ImportAsync(DataSource source, string path, DataLocator locator, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(locator);
        string cache = locator.WritableCache ?? throw new InputException((locator.CacheRoot is { } root
            ? $"the cache folder {root} cannot be written"
            : $"there is no cache folder for {path}") + $"; set {DataLocator.Variable} to a folder that holds the data instead");
        int most = source.Files.Any(file => file.Years is not null) ? MostBytes : (int)Math.Min(MostBytes, source.Files.Max(file => file.Size));
        byte[] contents = PackedFile.ReadAllBytes(path, most);
        (DataFile file, byte[] proven) = Recognize(source, contents) ?? throw Unknown(source, path, contents);
        string target = file.UnpackedPathUnder(cache);
        using var stream = new MemoryStream(proven);
        await VerifiedCopy.WriteAsync(
            buffer => stream.ReadAsync(buffer, cancellationToken).AsTask(), path, file, target, _ => { }, cancellationToken).ConfigureAwait(false);
        return target;
    }

    static (DataFile File, byte[] Contents)? Recognize(DataSource source, byte[] contents)
    {
        foreach (DataFile file in source.Files)
        {
            byte[] part = file.Years is { } years && contents.Length > file.Size ? Cut(contents, years) : contents;
            if (Sha256(part) == file.Sha256)
                return (file, part);
        }

        return null;
    }

    /// <summary>The header and the lines whose date, which stands first, lies in the years.</summary>
    static byte[] Cut(byte[] contents, (int First, int Last) years)
    {
        string[] lines = Encoding.UTF8.GetString(contents).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> kept = lines.Skip(1).Where(line =>
            int.TryParse(line.AsSpan(0, Math.Min(4, line.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year >= years.First
                && year <= years.Last);
        return Encoding.UTF8.GetBytes(string.Concat(lines.Take(1).Concat(kept).Select(line => line + '\n')));
    }

    static InputException Unknown(DataSource source, string path, byte[] contents)
    {
        string expected = string.Join(", ", source.Files.Select(file => $"{file.RelativePath} {file.Sha256}"));
        return new InputException($"{path}: not a file of {source.Name}: its contents have SHA-256 {Sha256(contents)}, expected is one of {expected}");
    }

    static string Sha256(byte[] contents) => Convert.ToHexStringLower(SHA256.HashData(contents));
}
