using System.Security.Cryptography;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Hub;

namespace Unroll.Studies.Tests.Data;

/// <summary>Downloads from a server on this machine that answers as the hub does.</summary>
public sealed class HubDownloaderTests : IDisposable
{
    /// <summary>What <c>git hash-object</c> says of the configuration.</summary>
    const string ConfigBlob = "eece020399c8ade2270141404a7a1c406c9636d7";

    const string Revision = "0123456789abcdef0123456789abcdef01234567";

    static readonly byte[] s_config = "{\"hidden_size\": 768}"u8.ToArray();
    static readonly byte[] s_weights = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];
    static readonly HubModel s_model = new("tiny", "someone/tiny", "a model", "MIT", [["config.json"], ["model.safetensors", "pytorch_model.bin"]]);

    readonly TemporaryFolder _cache = new();

    static string Sha256 => Convert.ToHexStringLower(SHA256.HashData(s_weights));

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task GetAsync_DownloadsOneRevision_AndChecksEveryFile()
    {
        using LocalServer server = Server(Config(), Whole(s_config), Large(), Whole(s_weights));
        string folder = await GetAsync(server);
        Assert.Equal(Path.Combine(_cache.Path, "models", "tiny"), folder);
        Assert.Equal(s_config, File.ReadAllBytes(Path.Combine(folder, "config.json")));
        Assert.Equal(s_weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.Equal(
            [
                "HEAD /someone/tiny/resolve/main/config.json", "GET /someone/tiny/resolve/main/config.json",
                $"HEAD /someone/tiny/resolve/{Revision}/model.safetensors", $"GET /someone/tiny/resolve/{Revision}/model.safetensors",
            ],
            server.Requests.Select(request => request[..request.IndexOf(" HTTP", StringComparison.Ordinal)]));

        // Once it is here, nobody is asked.
        Assert.Equal(folder, await GetAsync(server));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_TakesTheOtherForm_WhereTheHubHasNotTheFirst()
    {
        using LocalServer server = Server(Config(), Whole(s_config), answer => answer.HeadAsync(404, "Content-Length: 0"), Large(), Whole(s_weights));
        Assert.Equal(s_weights, File.ReadAllBytes(Path.Combine(await GetAsync(server), "pytorch_model.bin")));
    }

    [Fact]
    public async Task GetAsync_GoesOnWhereAStoppedDownloadWas()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_cache.Path, "models", "tiny")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "config.json"), s_config);
        File.WriteAllBytes(Path.Combine(folder, $"model.safetensors.{Sha256[..16]}.part"), s_weights[..150_000]);
        using LocalServer server = Server(Large(), async answer =>
        {
            int left = s_weights.Length - 150_000;
            await answer.HeadAsync(206, $"Content-Length: {left}", $"Content-Range: bytes 150000-{s_weights.Length - 1}/{s_weights.Length}");
            await answer.BodyAsync(s_weights.AsMemory(150_000));
        });
        Assert.Equal(s_weights, File.ReadAllBytes(Path.Combine(await GetAsync(server), "model.safetensors")));
        Assert.Contains("Range: bytes=150000-\r\n", server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task GetAsync_SkipsWhatItHas_WhereTheServerSendsNoParts()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_cache.Path, "models", "tiny")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "config.json"), s_config);
        File.WriteAllBytes(Path.Combine(folder, $"model.safetensors.{Sha256[..16]}.part"), s_weights[..150_000]);
        using LocalServer server = Server(Large(), Whole(s_weights));
        Assert.Equal(s_weights, File.ReadAllBytes(Path.Combine(await GetAsync(server), "model.safetensors")));
    }

    [Fact]
    public async Task GetAsync_KeepsNothing_WhereTheChecksumDiffers()
    {
        byte[] other = [.. s_weights];
        other[1000]++;
        using LocalServer server = Server(Config(), Whole(s_config), Large(), Whole(other));
        string message = (await Assert.ThrowsAsync<InvalidDataException>(() => GetAsync(server))).Message;
        Assert.EndsWith($"the hub announced {Sha256}; download it again", message, StringComparison.Ordinal);
        Assert.Equal(["config.json"], Directory.GetFiles(Path.Combine(_cache.Path, "models", "tiny")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task GetAsync_FollowsARepositoryThatWasRenamed()
    {
        using LocalServer server = Server(
            answer => answer.HeadAsync(307, "Location: /other/tiny/resolve/main/config.json", "Content-Length: 0"), Config(), Whole(s_config),
            Large(), Whole(s_weights));
        await GetAsync(server);
        Assert.StartsWith("GET /other/tiny/resolve/main/config.json ", server.Requests[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "X-Repo-Commit: abc" }, "the hub names no checksum of it (ETag missing)")]
    [InlineData(new[] { "ETag: \"v1\"", "X-Repo-Commit: abc" }, "the hub names no checksum of it (ETag v1)")]
    [InlineData(new[] { "ETag: \"0123456789abcdef0123456789abcdef01234567\"" }, "the hub does not say of which revision it is")]
    public async Task GetAsync_SaysWhatTheHubDoesNotSay(string[] headers, string reason)
    {
        using LocalServer server = Server(answer => answer.HeadAsync(200, [.. headers, "Content-Length: 3"]));
        string message = (await Assert.ThrowsAsync<InputException>(() => GetAsync(server))).Message;
        Assert.Equal(
            $"cannot download {server.Address("someone/tiny/resolve/main/config.json")}: {reason}; get the file another way and put it at "
            + Path.Combine(_cache.Path, "models", "tiny", "config.json"), message);
    }

    [Fact]
    public async Task GetAsync_SaysWhatIsMissing_WhereTheHubHasNoForm()
    {
        using LocalServer server = Server(Config(), Whole(s_config), answer => answer.HeadAsync(404, "Content-Length: 0"));
        string message = (await Assert.ThrowsAsync<InputException>(() => GetAsync(server))).Message;
        Assert.Contains("someone/tiny has no model.safetensors and no pytorch_model.bin; get it another way", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_HaveNamesOfTheirOwn_BesideTheDataSets()
    {
        string[] names = [.. HubCatalogue.All.Select(model => model.Name), .. DataCatalogue.All.Select(source => source.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal("no data set is called 'bert-base-uncase'; did you mean 'bert-base-uncased'?",
            Assert.Throws<InputException>(() => DataCatalogue.Find("bert-base-uncase")).Message);
    }

    async Task<string> GetAsync(LocalServer server)
    {
        using var asking = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var reading = new HttpClient();
        return await new HubDownloader(asking, reading, new DataLocator(null, _cache.Path), server.Address("")).GetAsync(s_model);
    }

    static LocalServer Server(params Func<LocalServer.Answer, Task>[] scripts) => new(scripts);

    static Func<LocalServer.Answer, Task> Config() => answer => answer.HeadAsync(
        200, $"ETag: \"{ConfigBlob}\"", $"X-Repo-Commit: {Revision}", $"Content-Length: {s_config.Length}");

    /// <summary>A large file lies on another server; the answer that leads there has the checksum.</summary>
    static Func<LocalServer.Answer, Task> Large() => answer => answer.HeadAsync(
        302, "Location: http://127.0.0.1:1/elsewhere", "ETag: \"none\"", $"X-Linked-ETag: \"{Sha256}\"", $"X-Linked-Size: {s_weights.Length}",
        $"X-Repo-Commit: {Revision}", "Content-Length: 0");

    static Func<LocalServer.Answer, Task> Whole(byte[] contents) => async answer =>
    {
        await answer.HeadAsync(200, $"Content-Length: {contents.Length}");
        await answer.BodyAsync(contents);
    };
}
