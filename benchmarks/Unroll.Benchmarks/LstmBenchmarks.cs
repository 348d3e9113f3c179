using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Benchmarks;

/// <summary>The forward pass of an LSTM beside one that makes two products and a loop over the gates at every step.</summary>
public class LstmBenchmarks : LayerBenchmark
{
    const int Steps = 20;
    const int Batch = 32;
    const int Units = 128;
    const int Gates = 4 * Units;

    readonly float[] _z = new float[Batch * Gates], _hidden = new float[Batch * Units], _cell = new float[Batch * Units];

    protected override Shape InputShape => [Steps, Batch, Units];

    protected override Layer Create() => new Lstm(Units) { ReturnSequences = true, UseBias = false };

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        Array.Clear(_hidden);
        Array.Clear(_cell);
        ReadOnlySpan<float> kernel = Weights[..(Units * Gates)], recurrent = Weights[(Units * Gates)..];
        for (int step = 0; step < Steps; step++)
        {
            NaiveProduct.Add(Inputs.AsSpan(step * Batch * Units), kernel, _z, Batch, Units, Gates, accumulate: false);
            NaiveProduct.Add(_hidden, recurrent, _z, Batch, Units, Gates, accumulate: true);
            for (int at = 0; at < _hidden.Length; at++)
            {
                int first = (at / Units * Gates) + (at % Units);
                float input = Sigmoid(_z[first]), forget = Sigmoid(_z[first + Units]), output = Sigmoid(_z[first + (3 * Units)]);
                _cell[at] = (forget * _cell[at]) + (input * MathF.Tanh(_z[first + (2 * Units)]));
                _hidden[at] = output * MathF.Tanh(_cell[at]);
            }
        }
    }

    [Benchmark]
    public void Kernel() => RunForward();

    static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
