using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting.Hybrid;

/// <summary>A series as a network reads it: logarithms around 0, how far it moves, and coefficients to begin with.</summary>
sealed class SmoothingSeries
{
    const double LeastScale = 1e-3;

    readonly double[] _values;

    /// <param name="values">Values above 0.</param>
    /// <param name="learned">How many of them are learned, more than a season; all else comes from these alone.</param>
    /// <param name="seasons">The values of each season.</param>
    public SmoothingSeries(double[] values, int learned, int[] seasons)
    {
        (_values, Learned) = (values, learned);
        double[] logarithms = [.. values.Select(PortableMath.Log)];
        Offset = logarithms.Take(learned).Average();
        Logarithms = [.. logarithms.Select(value => (float)(value - Offset))];

        int lag = seasons.Length == 0 ? 1 : seasons[0];
        double sum = 0;
        for (int i = lag; i < learned; i++)
            sum += Math.Abs(logarithms[i] - logarithms[i - lag]);
        Scale = (float)Math.Max(LeastScale, sum / (learned - lag));

        // Rates of a half, then the first factors.
        Coefficients = [.. new float[1 + seasons.Length], .. Indices(values.AsSpan(0, learned), seasons)];
    }

    SmoothingSeries(SmoothingSeries other, int learned) => (_values, Learned, Offset, Logarithms, Scale, Coefficients) =
        (other._values, learned, other.Offset, other.Logarithms, other.Scale, other.Coefficients);

    /// <summary>The values that are learned, or after which a forecast is made.</summary>
    public int Learned { get; }

    /// <summary>The values after these, as far as they are known.</summary>
    public ReadOnlySpan<double> Ahead => _values.AsSpan(Learned);

    /// <summary>ln y − <see cref="Offset"/>, of the values that are learned and those that are known after them.</summary>
    public float[] Logarithms { get; }

    /// <summary>The mean of ln y.</summary>
    public double Offset { get; }

    /// <summary>The mean magnitude of the change of ln y over the first season, or over a step where there is none.</summary>
    public float Scale { get; }

    /// <summary>The first coefficients, in the order of the smoothing operation.</summary>
    public float[] Coefficients { get; }

    /// <summary>The series with all of its values before the forecast.</summary>
    public SmoothingSeries ToTheEnd() => new(this, _values.Length);

    /// <summary>Logarithms of the indices of each season, from what the seasons before it leave; 0 where the series is too short for them.</summary>
    static List<float> Indices(ReadOnlySpan<double> values, int[] seasons)
    {
        double[] rest = [.. values];
        List<float> all = [];
        foreach (int season in seasons)
        {
            double[] indices = [.. Enumerable.Repeat(1.0, season)];
            if (rest.Length >= 2L * season)
                indices = Seasonality.MultiplicativeIndices(rest, season);
            for (int i = 0; i < rest.Length; i++)
                rest[i] /= indices[i % season];
            all.AddRange(indices.Select(index => (float)PortableMath.Log(index)));
        }

        return all;
    }
}
