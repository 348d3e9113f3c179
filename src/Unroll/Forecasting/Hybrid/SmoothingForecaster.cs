using Unroll.Arguments;

namespace Unroll.Forecasting.Hybrid;

/// <summary>
/// Exponential smoothing in a network (Smyl, 2020, the winner of the M4 competition): many series of one kind are forecast together. Each has a level and
/// seasons that are smoothed with coefficients of its own; a residual dilated LSTM, which all share, reads what level and seasons leave of the last values, on
/// a logarithmic scale, and continues it. Coefficients and weights are learned together, by the pinball loss of a median and of the two ends of an interval.
/// </summary>
/// <remarks>
/// Beside the paper, a linear map leads from the window to the horizon, which begins as the solution of a regression; each step of training forecasts from some
/// neighbouring positions of a series instead of all; and windows are divided by how far their series moves in general.
/// </remarks>
/// <example>
/// <code>
/// var forecaster = new SmoothingForecaster { Horizon = 48, Seasons = [24], Window = 336, Dilations = [[1, 4], [12, 24]] };
/// forecaster.Fit(series);
/// SmoothingForecast next = forecaster.Forecast(0);
/// </code>
/// </example>
public sealed class SmoothingForecaster
{
    /// <summary>Lower end, median, upper end.</summary>
    internal const int Quantiles = 3;

    SmoothingForecast[] _forecasts = [];

    /// <summary>How many values are forecast, at least 1.</summary>
    public int Horizon { get; init => field = Argument.AtLeast(1, value); } = 1;

    /// <summary>The values of each season, at least 1; a season of 1 is none. Several multiply.</summary>
    public IReadOnlyList<int> Seasons { get; init => field = [.. value.Select(season => Argument.AtLeast(1, season, nameof(Seasons)))]; } = [];

    /// <summary>
    /// The values that the network reads at a time, at least 1; where a series is shorter, what is missing is 0, as if level and season had held.
    /// </summary>
    public int Window { get; init => field = Argument.AtLeast(1, value); } = 24;

    /// <summary>
    /// The dilations of the LSTMs, block by block: how many steps before a layer's state comes from. There is a residual connection around each block but the
    /// first.
    /// </summary>
    /// <exception cref="ArgumentException">There is no block, or one without a layer.</exception>
    public IReadOnlyList<IReadOnlyList<int>> Dilations
    {
        get;
        init => field = value is { Count: > 0 } && value.All(block => block.Count > 0)
            ? [.. value.Select(block => block.Select(dilation => Argument.AtLeast(1, dilation, nameof(Dilations))).ToArray())]
            : throw new ArgumentException("There is at least one block, and at least one layer in each.", nameof(value));
    } = [[1, 2], [4, 8]];

    /// <summary>Width of each LSTM, at least 1.</summary>
    public int Units { get; init => field = Argument.AtLeast(1, value); } = 40;

    /// <summary>How often training takes each series, at least 1.</summary>
    public int Epochs { get; init => field = Argument.AtLeast(1, value); } = 80;

    /// <summary>Series in a batch, at least 1.</summary>
    public int BatchSize { get; init => field = Argument.AtLeast(1, value); } = 16;

    /// <summary>The learning rate of Adam at the beginning, above 0; it falls along half a cosine to a fiftieth.</summary>
    public double LearningRate { get; init => field = Argument.AboveZero(value); } = 0.005;

    /// <summary>What the mean squared change of the slope of the logarithm of the level is multiplied by in the loss; 0 for none.</summary>
    public double LevelPenalty { get; init => field = Argument.NotNegative(value); }

    /// <summary>The share of values that the intervals are to hold, from 0 to below 1.</summary>
    public double Coverage { get; init => field = Argument.FractionBelowOne(value); } = 0.95;

    /// <summary>
    /// From how many points of the past the width of the intervals is calibrated; 0 for none. For each, one more network is trained without the last horizon of
    /// each series, without the last two, and so on, and forecasts what it has not seen; all intervals are widened or narrowed by the factor with which theirs
    /// would have held the share <see cref="Coverage"/> of these values (split conformal prediction).
    /// </summary>
    public int CalibrationOrigins { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>How many networks are trained, each from another seed; the forecast is the mean of theirs.</summary>
    public int Members { get; init => field = Argument.AtLeast(1, value); } = 1;

    /// <summary>Where all random numbers come from.</summary>
    public long Seed { get; init; }

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Workers { get; init => field = Argument.AtLeast(0, value); }

    internal int[] SeasonLengths => [.. Seasons.Where(season => season > 1)];

    /// <summary>From how many positions of each series a step of training forecasts: the least number that every dilation divides.</summary>
    internal int Positions => Dilations.SelectMany(block => block).Aggregate(1, LeastCommonMultiple);

    /// <summary>Learns all series.</summary>
    /// <param name="series">
    /// Values above 0 at regular times, the oldest first; each series longer than the longest season, the horizon, and a horizon for each point from
    /// which it calibrates, together, and not constant.
    /// </param>
    /// <param name="cancellationToken">Stops it between two steps; there are no forecasts then.</param>
    /// <exception cref="ArgumentException">There is no series, or one cannot be forecast; the message says which and why.</exception>
    /// <exception cref="ArithmeticException">Training failed: a loss or a gradient is not finite.</exception>
    public void Fit(IReadOnlyList<double[]> series, CancellationToken cancellationToken = default)
    {
        Check(series);
        _forecasts = [];
        double width = CalibrationOrigins > 0 ? Calibrate(series, cancellationToken) : 1;
        double[][] sums = [.. series.Select(_ => new double[Quantiles * Horizon])];
        for (int member = 0; member < Members; member++)
        {
            double[][] logarithms = Train(series, Seed + member, cancellationToken);
            for (int row = 0; row < sums.Length; row++)
                for (int i = 0; i < sums[row].Length; i++)
                    sums[row][i] += logarithms[row][i] / Members;
        }

        _forecasts = [.. sums.Select(sum => SmoothingForecast.Of(sum, width))];
    }

    /// <summary>The values after the end of a series.</summary>
    /// <param name="series">Which one of those that were learned, from 0.</param>
    /// <exception cref="InvalidOperationException">Nothing has been learned yet.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    public SmoothingForecast Forecast(int series)
    {
        if (_forecasts.Length == 0)
            throw new InvalidOperationException("There are no forecasts yet: call Fit with the series.");
        return (uint)series < (uint)_forecasts.Length
            ? _forecasts[series]
            : throw new ArgumentOutOfRangeException(nameof(series), series, $"Series are numbered from 0 to {_forecasts.Length - 1}.");
    }

    void Check(IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0)
            throw new ArgumentException("series is empty; at least one is expected.", nameof(series));
        long least = ((1L + CalibrationOrigins) * Horizon) + SeasonLengths.DefaultIfEmpty(1).Max() + 1;
        for (int i = 0; i < series.Count; i++)
        {
            double[] values = series[i];
            string name = $"series[{i}]";
            SeriesCheck.Finite(values, name);
            SeriesCheck.Positive(values, name, "smoothing with factors");
            if (values.Length < least)
                throw new ArgumentException($"{name} has {values.Length} values; at least {least} are needed: a horizon of {Horizon}"
                    + $"{(CalibrationOrigins > 0 ? $", {CalibrationOrigins} more to calibrate by," : "")} and the longest season.", nameof(series));
            if (Array.TrueForAll(values, value => value == values[0]))
                throw new ArgumentException($"{name} is {values[0]} throughout: there is nothing to learn; leave it out.", nameof(series));
        }
    }

    /// <summary>The factor of the width: that share of the held-out values lies no further from the median than so many half widths.</summary>
    double Calibrate(IReadOnlyList<double[]> series, CancellationToken cancellationToken)
    {
        List<double> distances = [];
        for (int origin = 1; origin <= CalibrationOrigins; origin++)
        {
            int heldOut = origin * Horizon;
            double[][] logarithms = Train([.. series.Select(one => one[..^heldOut])], Seed - origin, cancellationToken);
            for (int row = 0; row < series.Count; row++)
                distances.AddRange(SmoothingForecast.Distances(logarithms[row], series[row].AsSpan(series[row].Length - heldOut, Horizon)));
        }

        distances.Sort();
        return distances[Math.Min(distances.Count - 1, (int)Math.Ceiling(Coverage * distances.Count))];
    }

    /// <summary>The logarithms of one network's forecasts: [quantiles · horizon] a series.</summary>
    double[][] Train(IReadOnlyList<double[]> series, long seed, CancellationToken cancellationToken)
    {
        int[] seasons = SeasonLengths;
        SmoothingSeries[] prepared = [.. series.Select(one => new SmoothingSeries(one, seasons))];
        var training = new SmoothingTraining(this, prepared, seed);
        training.Run(cancellationToken);
        return [.. training.Forecast().Select((logarithms, row) => logarithms.Select(value => value + prepared[row].Offset).ToArray())];
    }

    static int LeastCommonMultiple(int a, int b)
    {
        int divisor = a;
        for (int rest = b; rest != 0;)
            (divisor, rest) = (rest, divisor % rest);
        return a / divisor * b;
    }
}
