using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Unroll.Studies.Data;

/// <summary>
/// The bytes of an address. A connection that breaks or falls silent is made anew and goes on where the last one stopped, unless the file has changed there.
/// </summary>
sealed class DownloadStream : Stream
{
    /// <summary>More breaks than a usable connection has.</summary>
    const int MostConnections = 20;

    /// <summary>How long a server may be silent before the connection is made anew, and before the download ends where that does not help.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    readonly HttpClient _client;
    readonly Uri _address;
    readonly TimeProvider _clock;
    HttpResponseMessage? _response;
    Stream _body = Null;
    EntityTagHeaderValue? _tag;
    DateTimeOffset? _modified;
    long? _length;
    long _position;
    bool _hasMoved;
    int _connections;

    DownloadStream(HttpClient client, Uri address, long position, TimeProvider clock) =>
        (_client, _address, _position, _clock) = (client, address, position, clock);

    /// <summary>Connects.</summary>
    /// <param name="client">Makes the requests.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="position">Bytes of the file that are here already.</param>
    /// <param name="clock">Measures the wait; null: the system's.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="IOException">The server does not answer.</exception>
    public static async Task<DownloadStream> OpenAsync(
        HttpClient client, Uri address, CancellationToken cancellationToken, long position = 0, TimeProvider? clock = null)
    {
        var stream = new DownloadStream(client, address, position, clock ?? TimeProvider.System);
        try
        {
            await stream.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                int count = await InTime(token => _body.ReadAsync(buffer, token).AsTask(), cancellationToken).ConfigureAwait(false);
                if (count == 0 && buffer.Length > 0 && _position < _length)
                    throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the connection ended after {_position} of {_length} bytes"));
                _position += count;
                _hasMoved |= count > 0;
                return count;
            }
            catch (IOException) when (_hasMoved && _connections < MostConnections && !cancellationToken.IsCancellationRequested)
            {
                await ConnectAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _response?.Dispose();
        }

        base.Dispose(disposing);
    }

    async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _connections++;
        _hasMoved = false;
        await _body.DisposeAsync().ConfigureAwait(false);
        _response?.Dispose();
        _response = await InTime(SendAsync, cancellationToken).ConfigureAwait(false);
        bool isRest = _response.StatusCode == HttpStatusCode.PartialContent;
        if (isRest && _response.Content.Headers.ContentRange?.From != _position)
            throw new HttpRequestException($"asked for what follows byte {_position}, the server sent another part");
        if (_connections == 1 || _position == 0)
        {
            (_tag, _modified) = (_response.Headers.ETag, _response.Content.Headers.LastModified);
            _length = _response.Content.Headers.ContentLength + (isRest ? _position : 0);
        }
        else if (!isRest && (!Equals(_response.Headers.ETag, _tag) || _response.Content.Headers.LastModified != _modified))
            throw new HttpRequestException("the file was changed on the server while it was downloaded; download it again");
        _body = await InTime(_response.Content.ReadAsStreamAsync, cancellationToken).ConfigureAwait(false);
        if (!isRest)
            await SkipAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A server that sends no parts sends all of the file again.</summary>
    async Task SkipAsync(CancellationToken cancellationToken)
    {
        byte[] skipped = new byte[1 << 16];
        for (long left = _position; left > 0;)
        {
            int count = await InTime(token => _body.ReadAsync(skipped.AsMemory(0, (int)Math.Min(left, skipped.Length)), token).AsTask(), cancellationToken)
                .ConfigureAwait(false);
            left -= count > 0 ? count : throw new HttpRequestException("the file was cut short on the server while it was downloaded");
        }
    }

    async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        if (_position > 0)
        {
            request.Headers.Range = new RangeHeaderValue(_position, null);
            request.Headers.IfRange = _tag is { IsWeak: false } ? new RangeConditionHeaderValue(_tag)
                : _modified is { } modified ? new RangeConditionHeaderValue(modified)
                : null;
        }

        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (UriFormatException error)
        {
            throw new HttpRequestException("the server redirects to an address that is not valid", error);
        }

        if ((int)response.StatusCode is < 300 or >= 400)
            return response.EnsureSuccessStatusCode();

        // The client has followed redirects as far as it can: not without an address, to a malformed one, from https to http, or in a circle.
        using (response)
        {
            string location = response.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues values) ? values.ToString() : "";
            throw new HttpRequestException(location.Length > 0
                ? $"the server redirects to {location}, which cannot be followed ({(int)response.StatusCode})"
                : $"the server redirects without saying where to ({(int)response.StatusCode})");
        }
    }

    /// <summary>A step that waits for the server, but not for ever.</summary>
    async Task<T> InTime<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await step(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the server sent nothing for {s_patience.TotalSeconds:0} s"), error);
        }
    }
}
