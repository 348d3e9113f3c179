using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

/// <summary>Downloads from a server that stalls, breaks off, or changes its file.</summary>
public sealed class DownloadStreamTests : IDisposable
{
    const int Part = 1000;
    const string Tag = "ETag: \"v1\"";

    static readonly string s_length = $"Content-Length: {SampleData.FirstBytes.Length}";

    readonly TemporaryFolder _cache = new();

    [Fact]
    public async Task GetAsync_GoesOnWhereItStopped_WhenTheServerBreaksOff()
    {
        using var server = new LocalServer(Begin, Rest);
        Assert.Equal(SampleData.FirstBytes, await GetAsync(server));
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("Range", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains($"Range: bytes={Part}-\r\n", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"v1\"\r\n", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_GoesOnWhereItStopped_WhenTheServerStalls()
    {
        using var server = new StallingServer(SampleData.FirstBytes, Part, stalls: 1);
        Assert.Equal(SampleData.FirstBytes, await GetAsync(server));
        Assert.Equal(["", $"bytes={Part}-"], server.Ranges);
    }

    [Fact]
    public async Task GetAsync_GoesOnWhereItStopped_WithinAPackedFile()
    {
        byte[] packed = SampleData.Pack(SampleData.FirstBytes);
        int half = packed.Length / 2;
        using var server = new LocalServer(
            async answer =>
            {
                await answer.HeadAsync(200, $"Content-Length: {packed.Length}", "Last-Modified: Sat, 01 Nov 2025 10:00:00 GMT");
                await answer.BodyAsync(packed.AsMemory(0, half));
            },
            async answer =>
            {
                await answer.HeadAsync(206, $"Content-Length: {packed.Length - half}", $"Content-Range: bytes {half}-{packed.Length - 1}/{packed.Length}");
                await answer.BodyAsync(packed.AsMemory(half));
            });
        Assert.Equal(SampleData.FirstBytes, await GetAsync(server, "first.bin.gz"));
        Assert.Contains("If-Range: Sat, 01 Nov 2025 10:00:00 GMT", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_SkipsWhatItHas_WhenTheServerSendsNoParts()
    {
        using var server = new LocalServer(Begin, answer => Whole(answer, Tag));
        Assert.Equal(SampleData.FirstBytes, await GetAsync(server));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_SaysSo_WhenTheFileWasChangedMeanwhile()
    {
        using var server = new LocalServer(Begin, answer => Whole(answer, "ETag: \"v2\""));
        Assert.Contains("the file was changed on the server", (await Assert.ThrowsAsync<InputException>(() => GetAsync(server))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task GetAsync_SaysSo_WhenAnotherPartComes()
    {
        using var server = new LocalServer(Begin, async answer =>
        {
            await answer.HeadAsync(206, "Content-Length: 5", "Content-Range: bytes 7-11/200000");
            await answer.BodyAsync(new byte[5]);
        });
        Assert.Contains("the server sent another part", (await Assert.ThrowsAsync<InputException>(() => GetAsync(server))).Message, StringComparison.Ordinal);
    }

    /// <summary>One that never answers is asked once; one that answered is asked again, but not for ever.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(Part, 2)]
    public async Task GetAsync_GivesUp_WhenTheServerStaysSilent(int sent, int requests)
    {
        using var server = new StallingServer(SampleData.FirstBytes, sent, stalls: 2);
        string message = (await Assert.ThrowsAsync<InputException>(() => GetAsync(server))).Message;
        Assert.Contains("the server sent nothing for 30 s; get the file another way and put it at", message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Ranges.Count);
        Assert.Empty(Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task GetAsync_NamesNoCacheFolder_ThatCannotBeWritten()
    {
        using var server = new LocalServer(answer => Whole(answer, Tag));
        string file = _cache.File("a file"), cache = Path.Combine(file, "unroll");
        File.WriteAllText(file, "");
        string message = (await Assert.ThrowsAsync<InputException>(() => GetAsync(server, cache: cache))).Message;
        Assert.Contains($"the cache folder {cache} cannot be written; get the file another way and set UNROLL_DATA to", message, StringComparison.Ordinal);
        Assert.DoesNotContain("put it at", message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Contains("cannot be written; set UNROLL_DATA", (await Assert.ThrowsAsync<InputException>(
            () => DataImporter.ImportAsync(SampleData.Set, file, new DataLocator(null, cache)))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _cache.Dispose();

    async Task<byte[]> GetAsync(LocalServer server, string name = "first.bin", string? cache = null)
    {
        using var client = new HttpClient();
        return await GetAsync(new DataDownloader(client, new DataLocator(null, cache ?? _cache.Path)), server.Address(name));
    }

    async Task<byte[]> GetAsync(StallingServer server)
    {
        using var client = new HttpClient(server, disposeHandler: false);
        return await GetAsync(
            new DataDownloader(client, new DataLocator(null, _cache.Path)) { Clock = server.Clock }, new Uri("http://server.example/first.bin"));
    }

    static async Task<byte[]> GetAsync(DataDownloader downloader, Uri address)
    {
        DataSource set = SampleData.Set with { Files = [SampleData.First with { Source = address }] };
        return await File.ReadAllBytesAsync(Assert.Single(await downloader.GetAsync(set)));
    }

    static async Task Begin(LocalServer.Answer answer)
    {
        await answer.HeadAsync(200, s_length, Tag);
        await answer.BodyAsync(SampleData.FirstBytes.AsMemory(0, Part));
    }

    static async Task Rest(LocalServer.Answer answer)
    {
        int length = SampleData.FirstBytes.Length;
        await answer.HeadAsync(206, $"Content-Length: {length - Part}", $"Content-Range: bytes {Part}-{length - 1}/{length}", Tag);
        await answer.BodyAsync(SampleData.FirstBytes.AsMemory(Part));
    }

    static async Task Whole(LocalServer.Answer answer, string tag)
    {
        await answer.HeadAsync(200, s_length, tag);
        await answer.BodyAsync(SampleData.FirstBytes);
    }
}
