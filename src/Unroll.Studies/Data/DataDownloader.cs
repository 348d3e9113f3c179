using System.IO.Compression;

namespace Unroll.Studies.Data;

/// <summary>Brings the files of a data set to the user's cache: each is unpacked and checked against its SHA-256 before it takes its place.</summary>
public sealed class DataDownloader
{
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

    /// <summary>Measures how long a server is silent.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Returns the local paths of a data set's files, in their order, and downloads those that are not at hand.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="progress">Told how many bytes of all missing files are done.</param>
    /// <param name="cancellationToken">Stops the download; nothing unfinished is left behind.</param>
    /// <exception cref="InputException">The download cannot be made, here or at all; the message says how to provide the file instead.</exception>
    /// <exception cref="InvalidDataException">What came is not the file that the data set pins; the message names both checksums.</exception>
    public async Task<IReadOnlyList<string>> GetAsync(
        DataSource source, IProgress<(long Done, long Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        DataFile[] missing = [.. source.Files.Where(file => _locator.Locate(file) is null)];
        long done = 0, total = missing.Sum(file => file.Size);
        if (missing.Length > 0)
            progress?.Report((0, total));
        foreach (DataFile file in missing)
        {
            long before = done;
            await DownloadAsync(source, file, bytes => progress?.Report((before + bytes, total)), cancellationToken).ConfigureAwait(false);
            done += file.Size;
        }

        return _locator.Locate(source)!;
    }

    async Task DownloadAsync(DataSource source, DataFile file, Action<long> report, CancellationToken cancellationToken)
    {
        if (file.Source is null)
            throw NoAddress(source, file);
        string cache = _locator.WritableCache ?? throw Unavailable(file, _locator.CacheRoot is { } root
            ? $"the cache folder {root} cannot be written"
            : "there is no cache folder for it", null);
        using Stream received = await Reach(
            file, async () => await DownloadStream.OpenAsync(_client, file.Source, cancellationToken, clock: Clock).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        bool packed = file.Source.AbsolutePath.EndsWith(PackedFile.Extension, StringComparison.Ordinal);
        using Stream contents = packed ? new GZipStream(received, CompressionMode.Decompress) : received;
        await VerifiedCopy.WriteAsync(
            buffer => Reach(file, () => ReadAsync(contents, buffer, file, cancellationToken), cancellationToken),
            file.Address, file, file.UnpackedPathUnder(cache), report, cancellationToken).ConfigureAwait(false);
    }

    static async Task<int> ReadAsync(Stream contents, Memory<byte> buffer, DataFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await contents.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException(
                $"{file.Address}: what came is no packed file, or a damaged one; {file.RelativePath} must have SHA-256 {file.Sha256}", error);
        }
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

    static InputException NoAddress(DataSource source, DataFile file) => new(
        $"{file.RelativePath} has no stable address to download from: get it from {source.Origin}, "
        + $"then check it in with 'unroll data get {source.Name} --file PATH'");

    InputException Unavailable(DataFile file, string reason, Exception? cause)
    {
        string place = _locator.WritableCache is { } cache ? $"put it at {file.UnpackedPathUnder(cache)}, or " : "";
        string message = $"cannot download {file.Address}: {reason.ReplaceLineEndings(" ").TrimEnd('.')}; "
            + $"get the file another way and {place}set {DataLocator.Variable} to a folder that has it as {file.RelativePath}";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }
}
