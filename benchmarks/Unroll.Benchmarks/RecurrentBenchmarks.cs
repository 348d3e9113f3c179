using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Benchmarks;

/// <summary>A recurrent layer over a batch of sequences.</summary>
public class RecurrentBenchmarks : LayerBenchmark
{
    const int Steps = 20;
    const int Batch = 32;
    const int Units = 128;

    public enum Cell
    {
        Lstm,
        Gru,
        SimpleRnn,
    }

    [Params(Cell.Lstm, Cell.Gru, Cell.SimpleRnn)]
    public Cell Kind { get; set; }

    protected override Shape InputShape => [Steps, Batch, Units];

    protected override Layer Create() => Kind switch
    {
        Cell.Lstm => new Lstm(Units) { ReturnSequences = true },
        Cell.Gru => new Gru(Units) { ReturnSequences = true },
        _ => new SimpleRnn(Units) { ReturnSequences = true },
    };

    [Benchmark]
    public void Forward() => RunForward();

    [Benchmark]
    public void ForwardAndGradients() => RunBoth();
}
