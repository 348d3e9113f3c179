using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>LN(x·W)·γ + b, which the kernels of a layer-normalized cell start from, and its backward pass.</summary>
sealed class NormalizedProjection
{
    readonly RecurrentRun _run;
    readonly int _rows, _columns;
    readonly (int First, int Count)[] _groups;
    readonly float[] _products, _gamma, _means, _inverses;

    /// <param name="run">By whom, in which lane.</param>
    /// <param name="data">x, W and b.</param>
    /// <param name="groups">How many columns are normalized together.</param>
    public NormalizedProjection(RecurrentRun run, RecurrentData data, params int[] groups)
    {
        (_run, _rows, _columns) = (run, data.Layout.Steps * data.Layout.Batch, groups.Sum());
        _groups = [.. groups.Select((count, i) => (groups.Take(i).Sum(), count))];
        (_gamma, _products, Values) = (KernelGamma(_columns), new float[_rows * _columns], new float[_rows * _columns]);
        (_means, _inverses) = (new float[groups.Length * _rows], new float[groups.Length * _rows]);
        var layout = new PanelLayout(data.Features, _columns);
        float[] packed = new float[layout.Length];
        Packing.Run(run.Workers, new MatrixView(data.Kernel, _columns), layout, packed, run.LaneWidth);
        MatrixProduct.Run(run.Workers, new MatrixView(data.X, data.Features), packed, layout, _rows, [], _products, _columns, laneWidth: run.LaneWidth);
        for (int i = 0; i < groups.Length; i++)
        {
            (int first, int count) = _groups[i];
            LayerNormalizationForward.Run(run.Workers, From(_products, first), _rows, count, _gamma.AsSpan(first), data.Bias.AsSpan(first), Epsilon,
                From(Values, first), _means.AsSpan(i * _rows), _inverses.AsSpan(i * _rows), run.LaneWidth, _columns);
        }
    }

    public static float Epsilon => 1e-3f;

    /// <summary>[steps, batch, columns].</summary>
    public float[] Values { get; }

    /// <summary>γ of x·W.</summary>
    public static float[] KernelGamma(int columns) => [.. RandomData.Uniform(columns, 31, 0.5f).Select(value => 1 + value)];

    /// <summary>γ of h·U.</summary>
    public static float[] RecurrentGamma(int columns, float gain) => [.. RandomData.Uniform(columns, 32, 0.5f).Select(value => gain * (1 + value))];

    /// <summary>γ of c'.</summary>
    public static float[] CellGamma(int units) => [.. RandomData.Uniform(units, 33, 0.5f).Select(value => 1 + value)];

    /// <summary>The gradients of x·W from those of the gates.</summary>
    public float[] Backward(ReadOnlySpan<float> gates)
    {
        float[] result = new float[_products.Length];
        for (int i = 0; i < _groups.Length; i++)
        {
            (int first, int count) = _groups[i];
            LayerNormalizationBackward.Run(_run.Workers, From(_products, first), From<float>(gates, first), _rows, count, _gamma.AsSpan(first),
                _means.AsSpan(i * _rows), _inverses.AsSpan(i * _rows), new(From(result, first), false), default, default,
                new float[LayerNormalizationBackward.ScratchLength(_rows, count)], _run.LaneWidth, _columns);
        }

        return result;
    }

    /// <summary>LN(x)·γ + b in double, group by group.</summary>
    public static double[] Reference(double[] x, double[] gamma, double[]? bias, params int[] groups)
    {
        int columns = groups.Sum(), first = 0;
        double[] y = new double[x.Length];
        foreach (int count in groups)
        {
            for (int row = 0; row < x.Length / columns; row++)
                LayerNormalizationReference.Forward(x[((row * columns) + first)..((row * columns) + first + count)], count, gamma[first..(first + count)],
                    bias?[first..(first + count)], Epsilon).CopyTo(y, (row * columns) + first);
            first += count;
        }

        return y;
    }

    static Span<float> From(float[] values, int first) => values.AsSpan(Math.Min(first, values.Length));

    static ReadOnlySpan<T> From<T>(ReadOnlySpan<T> values, int first) => values[Math.Min(first, values.Length)..];
}
