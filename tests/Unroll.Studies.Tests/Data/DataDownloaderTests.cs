using System.Net;
using System.Security.Cryptography;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class DataDownloaderTests : IDisposable
{
    readonly TemporaryFolder _root = new();
    readonly TemporaryFolder _cache = new();

    public void Dispose()
    {
        _root.Dispose();
        _cache.Dispose();
    }

    IEnumerable<string> CachedFiles =>
        Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    async Task<IReadOnlyList<string>> GetAsync(
        Func<HttpRequestMessage, HttpResponseMessage> respond, IProgress<(long, long)>? progress = null, CancellationToken cancellationToken = default)
    {
        using var client = new HttpClient(new FakeServer(respond));
        return await new DataDownloader(client, new DataLocator(_root.Path, _cache.Path)).GetAsync(SampleData.Set, progress, cancellationToken);
    }

    static HttpResponseMessage RespondWell(HttpRequestMessage request) =>
        Content(new MemoryStream(request.RequestUri == SampleData.First.Source ? SampleData.FirstBytes : SampleData.SecondBytes));

    static HttpResponseMessage Content(Stream stream) => new(HttpStatusCode.OK) { Content = new StreamContent(stream) };

    [Fact]
    public async Task GetAsync_DownloadsIntoTheCache_AndReportsProgress()
    {
        var reports = new List<(long Done, long Total)>();
        IReadOnlyList<string> paths = await GetAsync(RespondWell, new Recorder(reports));

        Assert.Equal([SampleData.First.PathUnder(_cache.Path), SampleData.Second.PathUnder(_cache.Path)], paths);
        Assert.Equal(SampleData.FirstBytes, await File.ReadAllBytesAsync(paths[0]));
        Assert.Equal(SampleData.SecondBytes, await File.ReadAllBytesAsync(paths[1]));
        Assert.Equal(["first.bin", "second.bin"], CachedFiles);
        Assert.All(reports, report => Assert.Equal(200_006, report.Total));
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));
        Assert.Contains((200_000, 200_006), reports);
        Assert.Equal((200_006, 200_006), reports[^1]);
    }

    [Fact]
    public async Task GetAsync_Unpacks_WhateverPackedIt()
    {
        DataFile packed = SampleData.First with { RelativePath = "part/first.bin.gz", Source = new Uri("https://data.example/first.bin.gz") };
        IReadOnlyList<string> paths = await GetAsync(packed, SampleData.Pack(SampleData.FirstBytes));
        Assert.Equal(SampleData.FirstBytes, await File.ReadAllBytesAsync(Assert.Single(paths)));
        Assert.Equal(["first.bin"], CachedFiles);
    }

    [Fact]
    public async Task GetAsync_SaysSo_WhenWhatCameIsNotPacked()
    {
        DataFile packed = SampleData.First with { Source = new Uri("https://data.example/first.bin.gz") };
        byte[] page = "<html>please log in</html>"u8.ToArray();
        Assert.Contains("no packed file", (await Assert.ThrowsAsync<InvalidDataException>(() => GetAsync(packed, page))).Message, StringComparison.Ordinal);
        Assert.Empty(CachedFiles);
    }

    [Fact]
    public async Task GetAsync_SaysWhereToGetIt_WhenThereIsNoAddress() => Assert.Equal(
        "part/first.bin has no stable address to download from: get it from these tests, then check it in with 'unroll data get sample --file PATH'",
        (await Assert.ThrowsAsync<InputException>(() => GetAsync(SampleData.First with { Source = null }, []))).Message);

    async Task<IReadOnlyList<string>> GetAsync(DataFile file, byte[] answer)
    {
        using var client = new HttpClient(new FakeServer(_ => Content(new MemoryStream(answer))));
        return await new DataDownloader(client, new DataLocator(_root.Path, _cache.Path)).GetAsync(SampleData.Set with { Files = [file] });
    }

    [Fact]
    public async Task GetAsync_AsksOnlyForWhatIsMissing()
    {
        string kept = SampleData.Place(_root.Path, SampleData.First, SampleData.FirstBytes);
        var asked = new List<Uri?>();
        IReadOnlyList<string> paths = await GetAsync(request =>
        {
            asked.Add(request.RequestUri);
            return RespondWell(request);
        });

        Assert.Equal([kept, SampleData.Second.PathUnder(_cache.Path)], paths);
        Assert.Equal([SampleData.Second.Source], asked);
    }

    [Fact]
    public async Task GetAsync_NamesBothChecksums_WhenAnotherFileComes()
    {
        byte[] other = [.. SampleData.FirstBytes];
        other[^1] ^= 1;
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => GetAsync(_ => Content(new MemoryStream(other))));
        Assert.Contains(SampleData.First.Sha256, exception.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(other)), exception.Message, StringComparison.Ordinal);
        Assert.Empty(CachedFiles);
    }

    [Fact]
    public async Task GetAsync_StopsReading_WhenMoreComesThanTheFileHas()
    {
        using var endless = new EndlessStream();
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => GetAsync(_ => Content(endless)));
        Assert.Contains("more than the 200000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Empty(CachedFiles);
    }

    [Fact]
    public async Task GetAsync_SaysWhatToDo_WhenTheServerRefuses()
    {
        var exception = await Assert.ThrowsAsync<InputException>(() => GetAsync(_ => new HttpResponseMessage(HttpStatusCode.NotFound)));
        Assert.Contains("404", exception.Message, StringComparison.Ordinal);
        AssertSaysWhatToDo(exception);
    }

    [Fact]
    public async Task GetAsync_SaysWhatToDo_WhenThereIsNoNetwork() =>
        AssertSaysWhatToDo(await Assert.ThrowsAsync<InputException>(() => GetAsync(_ => throw new HttpRequestException("Name or service not known"))));

    [Fact]
    public async Task GetAsync_SaysWhatToDo_WhenTheServerTakesTooLong() =>
        AssertSaysWhatToDo(await Assert.ThrowsAsync<InputException>(() => GetAsync(_ => throw new TaskCanceledException("The request timed out"))));

    [Fact]
    public async Task GetAsync_SaysWhatToDo_WhenTheConnectionBreaks()
    {
        int connections = 0;
        AssertSaysWhatToDo(await Assert.ThrowsAsync<InputException>(() => GetAsync(_ =>
        {
            connections++;
            return Content(new BrokenStream(SampleData.FirstBytes[..1000], () => throw new IOException("Connection reset\nby peer")));
        })));
        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task GetAsync_SaysWhatToDo_WhenThereIsNoCacheFolder()
    {
        using var client = new HttpClient(new FakeServer(RespondWell));
        var exception = await Assert.ThrowsAsync<InputException>(() => new DataDownloader(client, new DataLocator(null, null)).GetAsync(SampleData.Set));
        Assert.Contains("set UNROLL_DATA", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_LeavesNothingBehind_WhenItIsCancelled()
    {
        using var source = new CancellationTokenSource();
        using var interrupted = new BrokenStream(SampleData.FirstBytes[..1000], source.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetAsync(_ => Content(interrupted), cancellationToken: source.Token));
        Assert.Empty(CachedFiles);
    }

    void AssertSaysWhatToDo(InputException exception)
    {
        Assert.Contains(SampleData.First.Source!.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains($"put it at {SampleData.First.PathUnder(_cache.Path)}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("set UNROLL_DATA to a folder that has it as part/first.bin", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Empty(CachedFiles);
    }

    sealed class FakeServer(Func<HttpRequestMessage, HttpResponseMessage> respond) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return respond(request);
        }
    }

    /// <summary>Reports at once, where <see cref="Progress{T}"/> would post.</summary>
    sealed class Recorder(List<(long, long)> reports) : IProgress<(long, long)>
    {
        public void Report((long, long) value) => reports.Add(value);
    }

    /// <summary>Gives its bytes and then, instead of the rest, what breaks it.</summary>
    sealed class BrokenStream(byte[] bytes, Action end) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length) end();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }
}
