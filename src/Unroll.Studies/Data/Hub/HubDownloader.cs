namespace Unroll.Studies.Data.Hub;

/// <summary>
/// Brings a pretrained model to the user's cache: all files of one revision, each checked against the checksum that the hub sends for it before it takes its
/// place. A download that is stopped goes on where it was.
/// </summary>
/// <param name="asking">A client that follows no redirects.</param>
/// <param name="reading">A client that does.</param>
/// <param name="locator">Knows the folders.</param>
/// <param name="endpoint">The hub.</param>
public sealed class HubDownloader(HttpClient asking, HttpClient reading, DataLocator locator, Uri endpoint)
{
    /// <summary>The environment variable that names another hub, as Hugging Face's own tools read it.</summary>
    public const string Variable = "HF_ENDPOINT";

    const int BufferLength = 1 << 16;

    /// <summary>The hub of this user.</summary>
    public static Uri Endpoint => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own ? own : "https://huggingface.co");

    /// <summary>The folder of a model on this machine; null where it is not here, or not whole.</summary>
    public static string? Locate(HubModel model, DataLocator locator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(locator);
        return new[] { locator.DataRoot, locator.CacheRoot }.OfType<string>().Select(model.PathUnder)
            .FirstOrDefault(folder => model.Files.All(forms => forms.Any(name => File.Exists(Path.Combine(folder, name)))));
    }

    /// <summary>Downloads the files that are not here.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Told how many bytes of the files that are on their way are done.</param>
    /// <param name="cancellationToken">Stops the download; the next one goes on there.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InputException">The hub cannot be reached, or has not got the file; the message says how to provide it instead.</exception>
    /// <exception cref="InvalidDataException">What came is not what the hub announced.</exception>
    public async Task<string> GetAsync(HubModel model, IProgress<(long Done, long Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Locate(model, locator) is { } here)
            return here;
        string folder = model.PathUnder(locator.WritableCache ?? throw new InputException(
            $"there is no cache folder that can be written for {model.Name}; set {DataLocator.Variable} to a folder that has it as models/{model.Name}"));
        Directory.CreateDirectory(folder);
        string revision = "main";
        foreach (IReadOnlyList<string> forms in model.Files)
            if (!forms.Any(name => File.Exists(Path.Combine(folder, name))))
                revision = await GetFirstAsync(model, forms, revision, folder, progress, cancellationToken).ConfigureAwait(false);
        return folder;
    }

    /// <summary>Downloads the first form of a file that the hub has.</summary>
    /// <returns>The revision, for the files that follow.</returns>
    async Task<string> GetFirstAsync(
        HubModel model, IReadOnlyList<string> forms, string revision, string folder, IProgress<(long Done, long Total)>? progress,
        CancellationToken cancellationToken)
    {
        foreach (string name in forms)
        {
            var address = new Uri(endpoint, $"{model.Repository}/resolve/{revision}/{name}");
            string target = Path.Combine(folder, name);
            try
            {
                if (await HubFile.FindAsync(asking, address, cancellationToken).ConfigureAwait(false) is not { } file)
                    continue;
                await DownloadAsync(file, target, progress, cancellationToken).ConfigureAwait(false);
                return file.Revision;
            }
            catch (Exception exception) when (exception is HttpRequestException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw new InputException(
                    $"cannot download {address}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; get the file another way and put it at {target}",
                    exception);
            }
        }

        throw new InputException($"{endpoint}{model.Repository} has no {string.Join(" and no ", forms)}; get it another way and put it into {folder}");
    }

    async Task DownloadAsync(HubFile file, string target, IProgress<(long Done, long Total)>? progress, CancellationToken cancellationToken)
    {
        // What is unfinished has the checksum in its name, so that only the same file is ever gone on with.
        string part = $"{target}.{file.Checksum[..16]}.part";
        await using (var written = new FileStream(part, FileMode.Append, FileAccess.Write, FileShare.None))
        {
            if (written.Length < (file.Size ?? long.MaxValue))
                await FillAsync(file, written, progress, cancellationToken).ConfigureAwait(false);
            written.Flush(flushToDisk: true);
        }

        string actual = await file.ChecksumOfAsync(part, cancellationToken).ConfigureAwait(false);
        if (actual != file.Checksum)
        {
            File.Delete(part);
            throw new InvalidDataException($"{file.Address}: the contents have checksum {actual}; the hub announced {file.Checksum}; download it again");
        }

        File.Move(part, target, overwrite: true);
    }

    async Task FillAsync(HubFile file, FileStream written, IProgress<(long Done, long Total)>? progress, CancellationToken cancellationToken)
    {
        await using DownloadStream received = await Reach(
            DownloadStream.OpenAsync(reading, file.Address, cancellationToken, written.Length)).ConfigureAwait(false);
        byte[] buffer = new byte[BufferLength];
        while (await Reach(received.ReadAsync(buffer, cancellationToken).AsTask()).ConfigureAwait(false) is > 0 and int count)
        {
            await written.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress?.Report((written.Length, file.Size ?? 0));
            if (written.Length > file.Size)
                break;
        }
    }

    /// <summary>A step that needs the network: its failures are the server's, not the disk's.</summary>
    static async Task<T> Reach<T>(Task<T> step)
    {
        try
        {
            return await step.ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(exception.Message, exception);
        }
    }
}
