using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Benchmarks;

/// <summary>The product of a batch, or of one row, with a matrix of weights.</summary>
public class MatrixProductBenchmarks : LayerBenchmark
{
    const int Depth = 256;
    const int Columns = 1024;

    float[] _c = [];

    [Params(1, 128)]
    public int Rows { get; set; }

    protected override Shape InputShape => [Rows, Depth];

    protected override Layer Create() => new Dense(Columns) { UseBias = false };

    protected override void Prepare()
    {
        base.Prepare();
        _c = new float[Rows * Columns];
    }

    [Benchmark(Baseline = true)]
    public void Naive() => NaiveProduct.Add(Inputs, Weights, _c, Rows, Depth, Columns, accumulate: false);

    [Benchmark]
    public void Kernel() => RunForward();

    [Benchmark]
    public void KernelAndGradients() => RunBoth();
}
