using BenchmarkDotNet.Attributes;
using Unroll.Kernels;
using Unroll.Randomness;

namespace Unroll.Benchmarks;

/// <summary>A kernel on all processors; its naive form, the baseline, is what one would write first.</summary>
public abstract class KernelBenchmark
{
    internal Workers Workers { get; private set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        Workers = new Workers(Environment.ProcessorCount);
        Prepare();
    }

    [GlobalCleanup]
    public void CleanUp() => Workers.Dispose();

    /// <summary>Makes the data.</summary>
    protected abstract void Prepare();

    /// <summary>Numbers between −1 and 1.</summary>
    protected static float[] Numbers(int count)
    {
        var random = new RandomStream(RandomKey.FromSeed(count));
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
