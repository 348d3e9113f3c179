using BenchmarkDotNet.Attributes;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Elementwise;

namespace Unroll.Benchmarks;

/// <summary>The functions of the gates over a tensor.</summary>
public class ActivationBenchmarks : KernelBenchmark
{
    float[] _x = [], _y = [];
    Func<float, float> _naive = x => x;

    [Params(ActivationFunction.Tanh, ActivationFunction.Sigmoid, ActivationFunction.Exponential)]
    public ActivationFunction Function { get; set; }

    [Params(128 * 256)]
    public int Length { get; set; }

    protected override void Prepare()
    {
        (_x, _y) = (Numbers(Length), new float[Length]);
        _naive = Function switch
        {
            ActivationFunction.Tanh => MathF.Tanh,
            ActivationFunction.Sigmoid => x => 1 / (1 + MathF.Exp(-x)),
            _ => MathF.Exp,
        };
    }

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        for (int i = 0; i < _x.Length; i++)
            _y[i] = _naive(_x[i]);
    }

    [Benchmark]
    public void Kernel() => ActivationKernel.Forward(Workers, Function, _x, _y);
}
