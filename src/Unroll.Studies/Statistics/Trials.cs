namespace Unroll.Studies.Statistics;

/// <summary>One metric over several separate trainings.</summary>
/// <param name="Count">How many trainings.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation, divided by n − 1; NaN of a single one.</param>
/// <param name="PopulationDeviation">The standard deviation, divided by n.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean by Student's t; NaN of a single one.</param>
/// <param name="High">Upper end of it.</param>
public sealed record Trials(int Count, double Mean, double Deviation, double PopulationDeviation, double Low, double High)
{
    /// <summary>Quantiles of a two-sided 95 % for 1 to 30 degrees of freedom (Student, 1908; any table).</summary>
    static readonly double[] s_quantiles =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009,
        2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>Sums up trainings.</summary>
    /// <param name="values">One metric of each, at least one.</param>
    public static Trials Of(params ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        double sum = 0, squares = 0;
        foreach (double value in values)
            sum += value;
        double mean = sum / values.Length;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        double deviation = values.Length == 1 ? double.NaN : Math.Sqrt(squares / (values.Length - 1));
        double half = values.Length == 1 ? double.NaN : Quantile(values.Length - 1) * deviation / Math.Sqrt(values.Length);
        return new Trials(values.Length, mean, deviation, Math.Sqrt(squares / values.Length), mean - half, mean + half);
    }

    /// <summary>
    /// The quantile of a two-sided 95 %; beyond the table the expansion of Cornish and Fisher around the normal quantile z: z + (z³ + z) / 4ν.
    /// </summary>
    internal static double Quantile(int freedom)
    {
        const double Normal = 1.959963984540054;
        return freedom <= s_quantiles.Length ? s_quantiles[freedom - 1] : Normal + (((Normal * Normal * Normal) + Normal) / (4 * freedom));
    }
}
