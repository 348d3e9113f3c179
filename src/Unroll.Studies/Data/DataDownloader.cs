using System.Security.Cryptography;
using Unroll.Persistence;

namespace Unroll.Studies.Data;

/// <summary>Brings the files of a data set to the user's cache: each is checked against its SHA-256 before it takes its place.</summary>
public sealed class DataDownloader
{
    const int BufferLength = 1 << 16;

    readonly HttpClient _client;
    readonly DataLocator _locator;

    /// <summary>Creates a downloader.</summary>
    /// <param name="client">Makes the requests; stays the caller's.</param>
    /// <param name="locator">Knows what is at hand already, and the cache.</param>
    public DataDownloader(HttpClient client, DataLocator locator)
    {
        _client = client;
        _locator = locator;
    }

    /// <summary>Returns the local paths of a data set's files, in their order, and downloads those that are not at hand.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="progress">Told how many bytes of all missing files are done.</param>
    /// <param name="cancellationToken">Stops the download; nothing unfinished is left behind.</param>
    /// <exception cref="InputException">The download cannot be made here; the message says how to provide the file instead.</exception>
    /// <exception cref="InvalidDataException">What came is not the file that the data set pins; the message names both checksums.</exception>
    public async Task<IReadOnlyList<string>> GetAsync(
        DataSource source, IProgress<(long Done, long Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        DataFile[] missing = [.. source.Files.Where(file => _locator.Locate(file) is null)];
        long done = 0, total = missing.Sum(file => file.Size);
        foreach (DataFile file in missing)
        {
            long before = done;
            await DownloadAsync(file, bytes => progress?.Report((before + bytes, total)), cancellationToken).ConfigureAwait(false);
            done += file.Size;
        }

        return _locator.Locate(source)!;
    }

    async Task DownloadAsync(DataFile file, Action<long> report, CancellationToken cancellationToken)
    {
        string target = file.PathUnder(_locator.CacheRoot ?? throw Unavailable(file, "there is no cache folder for it", null));
        using HttpResponseMessage response = await Reach(file, () => RequestAsync(file, cancellationToken), cancellationToken).ConfigureAwait(false);
        using Stream source = await Reach(file, () => response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var download = new AtomicFile(target);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferLength];
        for (long done = 0; ;)
        {
            int read = await Reach(file, () => source.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            done += read;
            if (done > file.Size)
                throw new InvalidDataException($"{file.Source}: more than the {file.Size} bytes of {file.RelativePath}; it must have SHA-256 {file.Sha256}");
            hash.AppendData(buffer, 0, read);
            await download.Stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            report(done);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (actual != file.Sha256)
            throw new InvalidDataException($"{file.Source}: the download has SHA-256 {actual}; {file.RelativePath} must have {file.Sha256}");
        download.Commit();
    }

    async Task<HttpResponseMessage> RequestAsync(DataFile file, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await _client.GetAsync(file.Source, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }

    // A step that needs the network. Only its failures mean that the file has to be had in another way; a full disk speaks for itself.
    async Task<T> Reach<T>(DataFile file, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable(file, exception.Message, exception);
        }
    }

    InputException Unavailable(DataFile file, string reason, Exception? cause)
    {
        string place = _locator.CacheRoot is { } cache ? $"put it at {file.PathUnder(cache)}, or " : "";
        string message = $"cannot download {file.Source}: {reason.ReplaceLineEndings(" ").TrimEnd('.')}; "
            + $"get the file another way and {place}set {DataLocator.Variable} to a folder that has it as {file.RelativePath}";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }
}
