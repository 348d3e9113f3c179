using BenchmarkDotNet.Attributes;
using Unroll.Kernels.Random;

namespace Unroll.Benchmarks;

/// <summary>A fifth of the elements set to zero; the kernel's random numbers are functions of the position, .NET's come one after another.</summary>
public class DropoutBenchmarks : KernelBenchmark
{
    const float Rate = 0.2f;

    readonly System.Random _random = new(1);
    float[] _x = [], _y = [];

    [Params(128 * 256)]
    public int Length { get; set; }

    protected override void Prepare() => (_x, _y) = (Numbers(Length), new float[Length]);

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        for (int i = 0; i < _x.Length; i++)
            _y[i] = _random.NextSingle() < Rate ? 0 : _x[i] / (1 - Rate);
    }

    [Benchmark]
    public void Kernel() => DropoutKernel.Run(Workers, key: 1, Rate, _x, _y);
}
