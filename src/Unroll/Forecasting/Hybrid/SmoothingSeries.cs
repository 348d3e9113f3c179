using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting.Hybrid;

/// <summary>A series as the network reads it: logarithms around 0, how far it moves, and coefficients to begin with.</summary>
sealed class SmoothingSeries
{
    const double LeastScale = 1e-3;

    /// <param name="values">Values above 0, more than a season.</param>
    /// <param name="seasons">The values of each season.</param>
    public SmoothingSeries(ReadOnlySpan<double> values, int[] seasons)
    {
        double[] logarithms = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            logarithms[i] = PortableMath.Log(values[i]);
        Offset = logarithms.Average();
        Logarithms = [.. logarithms.Select(value => (float)(value - Offset))];

        int lag = seasons.Length == 0 ? 1 : seasons[0];
        double sum = 0;
        for (int i = lag; i < logarithms.Length; i++)
            sum += Math.Abs(logarithms[i] - logarithms[i - lag]);
        Scale = (float)Math.Max(LeastScale, sum / (logarithms.Length - lag));

        // Rates of a half, then the first factors.
        Coefficients = [.. new float[1 + seasons.Length], .. Indices(values, seasons)];
    }

    /// <summary>ln y − <see cref="Offset"/>.</summary>
    public float[] Logarithms { get; }

    /// <summary>The mean of ln y.</summary>
    public double Offset { get; }

    /// <summary>The mean magnitude of the change of ln y over the first season, or over a step where there is none.</summary>
    public float Scale { get; }

    /// <summary>The first coefficients, in the order of the smoothing operation.</summary>
    public float[] Coefficients { get; }

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
