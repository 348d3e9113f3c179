using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Benchmarks;

/// <summary>A step of every optimizer on a million weights.</summary>
public class OptimizerBenchmarks : KernelBenchmark
{
    const int Units = 1024;

    Model _model = null!;
    Optimizer _optimizer = null!;

    public static IEnumerable<string> Names => OptimizerRegistry.Names;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    protected override void Prepare()
    {
        _model = new Sequential(new Dense(Units)).Build([Units]);
        _optimizer = OptimizerRegistry.Create(Name, 0.001f);
        _optimizer.BuildFor(_model.Parameters);
        Numbers(_model.Parameters.Gradients.Length).CopyTo(_model.Parameters.Gradients);
    }

    [Benchmark]
    public void Step() => _optimizer.Step(Workers, _model.Parameters);
}
