using BenchmarkDotNet.Attributes;
using Unroll.Kernels.Softmax;

namespace Unroll.Benchmarks;

/// <summary>Softmax over rows: the characters of a batch, and the words of one.</summary>
public class SoftmaxBenchmarks : KernelBenchmark
{
    float[] _x = [], _p = [], _logSums = [];

    [Params(65, 8192)]
    public int Columns { get; set; }

    int Rows => (1 << 17) / Columns;

    protected override void Prepare() => (_x, _p, _logSums) = (Numbers(Rows * Columns), new float[Rows * Columns], new float[Rows]);

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> x = _x.AsSpan(row * Columns, Columns);
            Span<float> p = _p.AsSpan(row * Columns, Columns);
            float largest = float.NegativeInfinity, sum = 0;
            foreach (float value in x)
                largest = MathF.Max(largest, value);
            for (int i = 0; i < x.Length; i++)
                sum += p[i] = MathF.Exp(x[i] - largest);
            for (int i = 0; i < p.Length; i++)
                p[i] /= sum;
            _logSums[row] = largest + MathF.Log(sum);
        }
    }

    [Benchmark]
    public void Kernel() => SoftmaxKernel.Forward(Workers, _x, Rows, Columns, _p, _logSums);
}
