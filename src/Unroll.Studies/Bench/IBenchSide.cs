namespace Unroll.Studies.Bench;

/// <summary>Somebody who can do a work whenever it is his turn, and sleeps otherwise.</summary>
public interface IBenchSide : IDisposable
{
    /// <summary>Who does the work, and what it is set to.</summary>
    BenchIntroduction Introduction { get; }

    /// <summary>The most memory it has had so far, in bytes; null where the system does not tell.</summary>
    long? PeakMemory { get; }

    /// <summary>Makes steps.</summary>
    /// <returns>Milliseconds of each.</returns>
    double[] Time(int steps);
}
