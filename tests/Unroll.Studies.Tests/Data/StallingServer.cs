using System.Net;
using System.Net.Http.Headers;

namespace Unroll.Studies.Tests.Data;

/// <summary>
/// Answers that stall after some bytes, and a clock by which the wait for more is over at that moment: however slow the machine is, nothing else takes time.
/// </summary>
/// <param name="file">The bytes of the file.</param>
/// <param name="sent">How many the first answer sends before it stalls; 0: not even a head.</param>
/// <param name="stalls">How many answers stall, the others without sending anything; what follows sends the rest of the file.</param>
sealed class StallingServer(byte[] file, int sent, int stalls) : HttpMessageHandler
{
    public ManualClock Clock { get; } = new();

    /// <summary>The range that each request asked for.</summary>
    public List<string> Ranges { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Ranges.Add(request.Headers.Range?.ToString() ?? "");
        if (Ranges.Count > stalls)
            return Answer(HttpStatusCode.PartialContent, new MemoryStream(file[sent..]), new ContentRangeHeaderValue(sent, file.Length - 1, file.Length));
        if (Ranges.Count > 1 || sent == 0)
            await Clock.StallAsync(cancellationToken);
        return Answer(HttpStatusCode.OK, new StallingStream(file[..sent], Clock), null);
    }

    HttpResponseMessage Answer(HttpStatusCode status, Stream body, ContentRangeHeaderValue? range)
    {
        var content = new StreamContent(body);
        content.Headers.ContentLength = range is null ? file.Length : file.Length - sent;
        content.Headers.ContentRange = range;
        return new HttpResponseMessage(status) { Content = content, Headers = { ETag = new EntityTagHeaderValue("\"v1\"") } };
    }

    /// <summary>A clock that stands still until a server stalls.</summary>
    internal sealed class ManualClock : TimeProvider
    {
        readonly List<Action> _due = [];

        /// <summary>Lets every wait that has begun run out, and sends nothing.</summary>
        public Task StallAsync(CancellationToken cancellationToken)
        {
            foreach (Action callback in _due.ToArray())
                callback();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(_due, () => callback(state));

        sealed class Timer : ITimer
        {
            readonly List<Action> _due;
            readonly Action _callback;

            public Timer(List<Action> due, Action callback)
            {
                (_due, _callback) = (due, callback);
                due.Add(callback);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => _due.Remove(_callback);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    sealed class StallingStream(byte[] bytes, ManualClock clock) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = await base.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                await clock.StallAsync(cancellationToken);
            return count;
        }
    }
}
