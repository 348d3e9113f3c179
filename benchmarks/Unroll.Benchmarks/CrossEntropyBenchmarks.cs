using BenchmarkDotNet.Attributes;
using Unroll.Kernels.Softmax;

namespace Unroll.Benchmarks;

/// <summary>Losses and gradients of the logits, from the probabilities and class ids.</summary>
public class CrossEntropyBenchmarks : KernelBenchmark
{
    float[] _x = [], _p = [], _logSums = [], _losses = [], _gradients = [], _scales = [];
    int[] _ids = [];

    [Params(65, 8192)]
    public int Columns { get; set; }

    int Rows => (1 << 17) / Columns;

    protected override void Prepare()
    {
        (_x, _p, _gradients) = (Numbers(Rows * Columns), new float[Rows * Columns], new float[Rows * Columns]);
        (_logSums, _losses, _ids) = (new float[Rows], new float[Rows], [.. Enumerable.Range(0, Rows).Select(row => row % Columns)]);
        _scales = [.. Enumerable.Repeat(1f / Rows, Rows)];
        SoftmaxKernel.Forward(Workers, _x, Rows, Columns, _p, _logSums);
    }

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        for (int row = 0; row < Rows; row++)
        {
            int first = row * Columns;
            _losses[row] = -MathF.Log(_p[first + _ids[row]]);
            for (int i = 0; i < Columns; i++)
                _gradients[first + i] = (_p[first + i] - (i == _ids[row] ? 1 : 0)) / Rows;
        }
    }

    [Benchmark]
    public void Kernel()
    {
        CrossEntropyKernel.Forward(_x, _logSums, _ids, Columns, _losses);
        CrossEntropyKernel.Backward(Workers, _p, _ids, Columns, _scales, _gradients, accumulate: false);
    }
}
