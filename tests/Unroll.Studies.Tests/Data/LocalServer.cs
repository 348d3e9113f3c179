using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unroll.Studies.Tests.Data;

/// <summary>A web server on this machine that can do what a bad one does: each connection is answered by the next script, the last by all that follow.</summary>
sealed class LocalServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly Func<Answer, Task>[] _scripts;

    public LocalServer(params Func<Answer, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The address of a file.</summary>
    public Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    /// <summary>The requests, head by head.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            for (int count = 0; ; count++)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = AnswerAsync(client, _scripts[Math.Min(count, _scripts.Length - 1)]);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task AnswerAsync(TcpClient client, Func<Answer, Task> script)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                var head = new StringBuilder();
                byte[] one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _end.Token) > 0)
                    head.Append((char)one[0]);
                lock (Requests)
                    Requests.Add(head.ToString());
                await script(new Answer(stream, _end.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The client has left, or the test is over.
            }
        }
    }

    /// <summary>What a script sends.</summary>
    internal sealed class Answer(NetworkStream stream, CancellationToken end)
    {
        public async Task HeadAsync(int status, params string[] headers) => await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"), end);

        public async Task BodyAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, end);

        /// <summary>Sends nothing more, and keeps the connection.</summary>
        public Task StallAsync() => Task.Delay(Timeout.Infinite, end);
    }
}
