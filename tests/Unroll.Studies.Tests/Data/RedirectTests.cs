using System.Net;
using System.Net.Sockets;
using System.Text;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

/// <summary>A server on this machine that redirects; the client is the real one, which follows.</summary>
public sealed class RedirectTests : IDisposable
{
    readonly TemporaryFolder _cache = new();
    readonly TcpListener _server = new(IPAddress.Loopback, 0);

    [Theory]
    [InlineData("Location: http://[bad", "redirects to http://[bad, which cannot be followed (302)")]
    [InlineData("Location: http://127.0.0.1:99999999/", "redirects to http://127.0.0.1:99999999/, which cannot be followed (302)")]
    [InlineData("Location: http://", "redirects to http://, which cannot be followed (302)")]
    [InlineData("Location: //", "redirects to an address that is not valid")]
    [InlineData("Location: //[", "redirects to an address that is not valid")]
    [InlineData("Location: //a:b/c", "redirects to an address that is not valid")]
    [InlineData("Location: https:", "redirects to an address that is not valid")]
    [InlineData("Location: file:///etc/passwd", "redirects to an address that is not valid")]
    [InlineData("Location: /again", "redirects to /again, which cannot be followed (302)")]
    [InlineData("Location: ", "redirects")]
    [InlineData("X-Other: 1", "redirects without saying where to (302)")]
    public async Task GetAsync_TellsOneLine_WhenARedirectCannotBeFollowed(string header, string reason)
    {
        _server.Start();
        _ = Serve(header);
        DataFile file = SampleData.First with { Source = new Uri($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/first.bin") };
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var error = await Assert.ThrowsAsync<InputException>(() => new DataDownloader(client,
            new DataLocator(null, _cache.Path)).GetAsync(SampleData.Set with { Files = [file] }));
        Assert.StartsWith($"cannot download {file.Source}: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(Directory.EnumerateFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }

    public void Dispose()
    {
        _server.Dispose();
        _cache.Dispose();
    }

    /// <summary>Answers every request with the same redirect.</summary>
    async Task Serve(string header)
    {
        byte[] answer = Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        while (true)
        {
            using TcpClient client = await _server.AcceptTcpClientAsync();
            NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            await stream.WriteAsync(answer);
        }
    }
}
