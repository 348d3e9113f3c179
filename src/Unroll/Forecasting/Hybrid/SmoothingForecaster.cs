using Unroll.Arguments;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

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

    /// <summary>The most positions of a series from which a step forecasts.</summary>
    internal const int MostPositions = 1024;

    /// <summary>The last learning rate as a part of the first, and the largest norm of all gradients together.</summary>
    const float LastRate = 0.02f, ClipNorm = 1;

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
    /// <exception cref="ArgumentException">
    /// There is no block, or one without a layer; or the least common multiple of the dilations, from as many positions of a series a step forecasts, is above
    /// 1,024.
    /// </exception>
    public IReadOnlyList<IReadOnlyList<int>> Dilations
    {
        get;
        init
        {
            if (value is not { Count: > 0 } || value.Any(block => block.Count == 0))
                throw new ArgumentException("There is at least one block, and at least one layer in each.", nameof(value));
            field = [.. value.Select(block => block.Select(dilation => Argument.AtLeast(1, dilation, nameof(Dilations))).ToArray())];
            if (CommonMultiple(field.SelectMany(block => block)) > MostPositions)
                throw new ArgumentException($"The least common multiple of the dilations is above {MostPositions:N0}; choose multiples of each other.",
                    nameof(value));
        }
    } = [[1, 2], [4, 8]];

    /// <summary>Width of each LSTM, at least 1.</summary>
    public int Units { get; init => field = Argument.AtLeast(1, value); } = 40;

    /// <summary>How often training takes each series, at least 1.</summary>
    public int Epochs { get; init => field = Argument.AtLeast(1, value); } = 80;

    /// <summary>Series in a batch, at least 1.</summary>
    public int BatchSize { get; init => field = Argument.AtLeast(1, value); } = 16;

    /// <summary>The learning rate of Adam at the beginning, above 0; it falls along half a cosine to a fiftieth.</summary>
    public double LearningRate { get; init => field = Argument.AboveZero(value); } = 0.005;

    /// <summary>The share of values that the intervals are to hold, from 0 to below 1.</summary>
    public double Coverage { get; init => field = Argument.FractionBelowOne(value); } = 0.95;

    /// <summary>
    /// From how many points of the past the width of the intervals is calibrated; 0 for none. For each, one more network is trained without the last horizon of
    /// each series, without the last two, and so on, and forecasts what it has not seen; all intervals are widened or narrowed by the factor with which theirs
    /// would have held the share <see cref="Coverage"/> of these values (split conformal prediction).
    /// </summary>
    public int CalibrationOrigins { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>How many networks are trained, each from weights of its own; the forecast is the mean of theirs.</summary>
    public int Members { get; init => field = Argument.AtLeast(1, value); } = 1;

    /// <summary>Where all random numbers come from.</summary>
    public long Seed { get; init; }

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Workers { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>Those whose mean is the forecast, then those by which the intervals are calibrated.</summary>
    internal int Networks => Members + CalibrationOrigins;

    internal int[] SeasonLengths => [.. Seasons.Where(season => season > 1)];

    /// <summary>From how many positions of each series a step of training forecasts: the least number that every dilation divides.</summary>
    internal int Positions => (int)CommonMultiple(Dilations.SelectMany(block => block));

    /// <summary>The fewest values of a series: a horizon, one more for each point that it calibrates from, the longest season, and one.</summary>
    internal int LeastLength => checked(((1 + CalibrationOrigins) * Horizon) + SeasonLengths.DefaultIfEmpty(1).Max() + 1);

    /// <summary>The last values of each series that a network does not learn.</summary>
    internal int HeldOut(int network) => Math.Max(0, network - Members + 1) * Horizon;

    /// <summary>Learns all series.</summary>
    /// <param name="series">
    /// Values above 0 at regular times, the oldest first; each series longer than the longest season, the horizon, and a horizon for each point from
    /// which it calibrates, together, and not constant.
    /// </param>
    /// <param name="cancellationToken">Stops it between two steps; there are no forecasts then.</param>
    /// <returns>The loss of each epoch, over all networks.</returns>
    /// <exception cref="ArgumentException">There is no series, or one cannot be forecast; the message says which and why.</exception>
    /// <exception cref="NotFiniteNumberException">Training failed: a loss, a gradient or a forecast is not finite, or the losses grew.</exception>
    public History Fit(IReadOnlyList<double[]> series, CancellationToken cancellationToken = default)
    {
        _forecasts = [];
        Check(series);
        var data = new SmoothingSamples(this, series, [.. series.Select(one => one.Length)]);
        var ensemble = new SmoothingEnsemble(this, series.Count);
        ensemble.Begin(data, Workers);
        var rate = new CosineDecay(LearningRate, (long)data.BatchCount(BatchSize) * Epochs) { Alpha = LastRate };
        ensemble.Compile(new Adam { LearningRate = rate, GlobalClipNorm = ClipNorm }, ensemble.PinballLoss);
        History history = ensemble.Fit(data, new FitOptions { Epochs = Epochs, BatchSize = BatchSize, Workers = Workers }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (history.Failure != TrainingFailure.None)
            throw new NotFiniteNumberException($"Training failed in epoch {history.Epochs.Count + 1}: {history.Failure}. Lower {nameof(LearningRate)}.");
        _forecasts = ensemble.Forecast(data, isAfterAll: false, Workers, cancellationToken);
        return history;
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

    /// <exception cref="ArgumentException">There is no series, or one cannot be forecast.</exception>
    internal void Check(IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0)
            throw new ArgumentException("series is empty; at least one is expected.", nameof(series));
        int least = LeastLength;
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

    /// <summary>The least common multiple of some dilations; one above <see cref="MostPositions"/> where theirs is above it.</summary>
    internal static long CommonMultiple(IEnumerable<int> dilations) => dilations.Aggregate(1L, (multiple, dilation) =>
    {
        long divisor = multiple;
        for (long rest = dilation; rest != 0;)
            (divisor, rest) = (rest, divisor % rest);
        return Math.Min(MostPositions + 1, multiple / divisor * dilation);
    });
}
