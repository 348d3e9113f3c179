using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

/// <summary>A side whose steps all take the same time; it writes its turns down.</summary>
sealed class ScriptedSide(string name, int threads, double milliseconds, List<string> turns) : IBenchSide
{
    public BenchIntroduction Introduction { get; } = new(name, threads);

    public long? PeakMemory => 1_000_000;

    public bool IsDisposed { get; private set; }

    public double[] Time(int steps)
    {
        turns.Add($"{name}/{threads}: {steps}");
        return [.. Enumerable.Repeat(milliseconds, steps)];
    }

    public void Dispose() => IsDisposed = true;
}
