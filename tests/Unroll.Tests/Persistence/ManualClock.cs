namespace Unroll.Tests.Persistence;

/// <summary>A clock that stands where a test sets it.</summary>
sealed class ManualClock : TimeProvider
{
    public double Seconds { get; set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Seconds);
}
