using Unroll.Kernels.Numerics;

namespace Unroll.Forecasting.Hybrid;

/// <summary>The forecast of a series, one number per step, in the unit of its values.</summary>
/// <param name="Point">The median.</param>
/// <param name="Lower">The lower ends of the intervals.</param>
/// <param name="Upper">The upper ends of the intervals.</param>
public sealed record SmoothingForecast(double[] Point, double[] Lower, double[] Upper)
{
    /// <summary>What half an interval is at least where a distance is measured in it: a logarithm, a hundredth of a per cent.</summary>
    const double LeastHalf = 1e-4;

    internal bool IsFinite => Point.Concat(Lower).Concat(Upper).All(double.IsFinite);

    /// <param name="logarithms">Of the lower ends, the medians and the upper ends.</param>
    /// <param name="width">What the intervals are widened by, around the median of the logarithms.</param>
    internal static SmoothingForecast Of(ReadOnlySpan<double> logarithms, double width)
    {
        int horizon = logarithms.Length / SmoothingForecaster.Quantiles;
        var forecast = new SmoothingForecast(new double[horizon], new double[horizon], new double[horizon]);
        for (int step = 0; step < horizon; step++)
        {
            (double below, double median, double above) = Halves(logarithms, step);
            forecast.Lower[step] = PortableMath.Exp(median - (width * below));
            forecast.Point[step] = PortableMath.Exp(median);
            forecast.Upper[step] = PortableMath.Exp(median + (width * above));
        }

        return forecast;
    }

    /// <summary>How far values lie from the medians, in half widths of their intervals, on the side where they lie.</summary>
    internal static double[] Distances(ReadOnlySpan<double> logarithms, ReadOnlySpan<double> values)
    {
        double[] distances = new double[values.Length];
        for (int step = 0; step < distances.Length; step++)
        {
            (double below, double median, double above) = Halves(logarithms, step);
            double error = PortableMath.Log(values[step]) - median;
            distances[step] = error < 0 ? -error / Math.Max(LeastHalf, below) : error / Math.Max(LeastHalf, above);
        }

        return distances;
    }

    /// <summary>The median, and how far the ends lie below and above it; an end on the wrong side lies on the median.</summary>
    static (double Below, double Median, double Above) Halves(ReadOnlySpan<double> logarithms, int step)
    {
        int horizon = logarithms.Length / SmoothingForecaster.Quantiles;
        double median = logarithms[horizon + step];
        return (Math.Max(0, median - logarithms[step]), median, Math.Max(0, logarithms[(2 * horizon) + step] - median));
    }
}
