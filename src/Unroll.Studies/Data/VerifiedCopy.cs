using System.Security.Cryptography;
using Unroll.Persistence;

namespace Unroll.Studies.Data;

/// <summary>Writes the contents of a data set's file to its place in the cache: checked against size and SHA-256 before they take it.</summary>
static class VerifiedCopy
{
    const int BufferLength = 1 << 16;

    /// <summary>Copies a stream of unpacked contents.</summary>
    /// <param name="read">Reads the next bytes; 0 at the end.</param>
    /// <param name="from">Where they come from, for messages.</param>
    /// <param name="file">What they must be.</param>
    /// <param name="target">The path to write.</param>
    /// <param name="report">Told how many bytes are done.</param>
    /// <param name="cancellationToken">Stops the copy; nothing is left behind.</param>
    /// <exception cref="InvalidDataException">It is something else; the message names both checksums.</exception>
    public static async Task WriteAsync(
        Func<Memory<byte>, Task<int>> read, string from, DataFile file, string target, Action<long> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var copy = new AtomicFile(target);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferLength];
        for (long done = 0; ;)
        {
            int count = await read(buffer).ConfigureAwait(false);
            if (count == 0) break;
            done += count;
            if (done > file.Size)
                throw new InvalidDataException($"{from}: more than the {file.Size} bytes of {file.RelativePath}; it must have SHA-256 {file.Sha256}");
            hash.AppendData(buffer, 0, count);
            await copy.Stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            report(done);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (actual != file.Sha256)
            throw new InvalidDataException($"{from}: the contents have SHA-256 {actual}; {file.RelativePath} must have {file.Sha256}");
        copy.Commit();
    }
}
