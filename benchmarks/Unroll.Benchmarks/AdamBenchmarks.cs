using BenchmarkDotNet.Attributes;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Optimizers;

namespace Unroll.Benchmarks;

/// <summary>Adam's update of all weights, and with it the clipping of the gradients' norm.</summary>
public class AdamBenchmarks : KernelBenchmark
{
    const float Rate = 0.001f, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-7f, Limit = 5;

    float[] _weights = [], _gradients = [], _first = [], _second = [];

    [Params(1 << 20)]
    public int Length { get; set; }

    protected override void Prepare() => (_weights, _gradients, _first, _second) = (Numbers(Length), Numbers(Length), new float[Length], new float[Length]);

    [Benchmark(Baseline = true)]
    public void Naive() => Update(scale: 1);

    [Benchmark]
    public void NaiveClipped()
    {
        double squares = 0;
        foreach (float gradient in _gradients)
            squares += gradient * gradient;
        Update(MathF.Min(1, Limit / (float)Math.Sqrt(squares)));
    }

    [Benchmark]
    public void Kernel() => Run(ClipAndDecay.None);

    [Benchmark]
    public void KernelClipped()
    {
        float scale = MathF.Min(1, Limit / (float)Math.Sqrt(Reductions.SumOfSquares(Workers, _gradients)));
        Run(ClipAndDecay.None with { Scale = scale });
    }

    void Update(float scale)
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            float gradient = _gradients[i] * scale;
            _first[i] = (Beta1 * _first[i]) + ((1 - Beta1) * gradient);
            _second[i] = (Beta2 * _second[i]) + ((1 - Beta2) * gradient * gradient);
            _weights[i] -= Rate * _first[i] / (MathF.Sqrt(_second[i]) + Epsilon);
        }
    }

    void Run(ClipAndDecay before) => OptimizerLoop.Run(
        Workers, new AdamUpdate(Rate, 1 - Beta1, 1 - Beta2, Epsilon, largest: false), before, _weights, _gradients, _first, _second, []);
}
