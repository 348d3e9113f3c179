namespace Unroll.Forecasting;

/// <summary>How good the forecasts of many series are by the rules of the M4 competition: means over the series, beside the Naive2 forecast of each.</summary>
/// <param name="Smape">The mean sMAPE, in per cent.</param>
/// <param name="Mase">The mean MASE.</param>
/// <param name="NaiveSmape">The mean sMAPE of Naive2.</param>
/// <param name="NaiveMase">The mean MASE of Naive2.</param>
public sealed record CompetitionScore(double Smape, double Mase, double NaiveSmape, double NaiveMase)
{
    /// <summary>The mean of both errors as parts of Naive2's: below 1 is better than that.</summary>
    public double Owa => PointMeasures.Owa(Smape, Mase, NaiveSmape, NaiveMase);

    /// <summary>Scores the forecasts of some series.</summary>
    /// <param name="training">The values before the forecasts.</param>
    /// <param name="actual">The values that came, of each series.</param>
    /// <param name="forecasts">The forecasts of them.</param>
    /// <param name="season">The values of a season: in the competition 1 (yearly, weekly, daily), 4, 12 and 24 (hourly).</param>
    /// <exception cref="ArgumentException">There are no series, or not as many of each; or the measures refuse one.</exception>
    public static CompetitionScore Of(IReadOnlyList<double[]> training, IReadOnlyList<double[]> actual, IReadOnlyList<double[]> forecasts, int season)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(forecasts);
        if (training.Count == 0)
            throw new ArgumentException("training has no series; at least one is expected.", nameof(training));
        if (actual.Count != training.Count)
            throw new ArgumentException($"actual has {actual.Count} series, training has {training.Count}; as many are expected.", nameof(actual));
        if (forecasts.Count != training.Count)
            throw new ArgumentException($"forecasts has {forecasts.Count} series, training has {training.Count}; as many are expected.", nameof(forecasts));
        Baseline naive = Baselines.Naive2(season);
        double smape = 0, mase = 0, naiveSmape = 0, naiveMase = 0;
        for (int i = 0; i < training.Count; i++)
        {
            double[] flat = naive.Forecast(training[i], actual[i].Length);
            smape += PointMeasures.Smape(actual[i], forecasts[i]) / training.Count;
            mase += PointMeasures.Mase(actual[i], forecasts[i], training[i], season) / training.Count;
            naiveSmape += PointMeasures.Smape(actual[i], flat) / training.Count;
            naiveMase += PointMeasures.Mase(actual[i], flat, training[i], season) / training.Count;
        }

        return new CompetitionScore(smape, mase, naiveSmape, naiveMase);
    }
}
