namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Prices made ready for a model: scaled by numbers of the training part, split by time. The first window of the test part reaches back into training days,
/// which are past by then; a target of the test part is never seen in training.
/// </summary>
public sealed class PriceSeries
{
    readonly AlignedPrices _prices;
    readonly float[] _scaled;
    readonly int _window;

    /// <summary>Prepares prices for a training: the scaler is fitted on the training part.</summary>
    /// <param name="prices">The shares.</param>
    /// <param name="window">Days of a window.</param>
    /// <param name="split">Which days are for what.</param>
    /// <param name="kind">How features are scaled.</param>
    /// <exception cref="InputException">There are too few days; the message says how many are needed.</exception>
    public PriceSeries(AlignedPrices prices, int window, TimeSplit split, ScalerKind kind = ScalerKind.MinMax)
        : this(prices, window, split, FitScaler(prices, window, split, kind))
    {
    }

    /// <summary>Prepares prices for a trained model.</summary>
    /// <param name="prices">The shares.</param>
    /// <param name="window">Days of a window.</param>
    /// <param name="split">Which days are for what.</param>
    /// <param name="scaler">The numbers stored with the model.</param>
    /// <exception cref="InputException">There are too few days, or the model knows other shares.</exception>
    public PriceSeries(AlignedPrices prices, int window, TimeSplit split, FeatureScaler scaler)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(scaler);
        RequireDays(prices, window, split);
        scaler.Require(prices);
        (_prices, _window, Split, Scaler) = (prices, window, split, scaler);
        _scaled = scaler.Scale(prices.Values);
    }

    /// <summary>Prepares prices that a trained model has not seen: all days behind the first window are the test.</summary>
    /// <param name="prices">The shares.</param>
    /// <param name="window">Days of a window.</param>
    /// <param name="scaler">The numbers stored with the model.</param>
    /// <exception cref="InputException">There are too few days, or the model knows other shares.</exception>
    public PriceSeries(AlignedPrices prices, int window, FeatureScaler scaler)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(scaler);
        scaler.Require(prices);
        if (prices.Dates.Count <= window)
            throw new InputException($"{prices.Description}: {prices.Dates.Count} days are too few: a window of {window} days and a day after it are needed");
        (_prices, _window, Split, Scaler) = (prices, window, new TimeSplit(0, window, prices.Dates.Count), scaler);
        _scaled = scaler.Scale(prices.Values);
    }

    /// <summary>Which days are for what.</summary>
    public TimeSplit Split { get; }

    /// <summary>The numbers to store with the model.</summary>
    public FeatureScaler Scaler { get; }

    /// <summary>Windows whose target, like themselves, lies in the training part.</summary>
    public PriceWindowData Training => Windows(Split.TrainingStart + _window, Split.TestStart);

    /// <summary>Windows whose target lies in the test part.</summary>
    public PriceWindowData Test => Windows(Split.TestStart, Split.TestEnd);

    /// <summary>The days that the test part predicts.</summary>
    public IReadOnlyList<DateOnly> TestDates => [.. _prices.Dates.Take(Split.TestStart..Split.TestEnd)];

    /// <summary>The closing prices of a share in the test part, in dollars.</summary>
    public double[] TestCloses(int share) => Closes(share, Split.TestStart, Split.TestEnd);

    /// <summary>The closing prices of all days before the test part, in dollars.</summary>
    public double[] EarlierCloses(int share) => Closes(share, 0, Split.TestStart);

    /// <summary>The closing prices of the days before those of the test part, in dollars: the naive forecast.</summary>
    public double[] PreviousCloses(int share) => Closes(share, Split.TestStart - 1, Split.TestEnd - 1);

    /// <summary>Writes the window before a day of the test part.</summary>
    /// <param name="day">Which, from 0.</param>
    /// <param name="window">[time, feature].</param>
    public void WriteTestWindow(int day, Span<float> window)
    {
        int features = _prices.Features.Count;
        _scaled.AsSpan((Split.TestStart + day - _window) * features, _window * features).CopyTo(window);
    }

    /// <summary>A share's predictions in dollars.</summary>
    /// <param name="predictions">What the model gives, [day, share].</param>
    /// <param name="share">Which share.</param>
    public double[] Dollars(ReadOnlySpan<float> predictions, int share)
    {
        int shares = _prices.Shares.Count, column = _prices.CloseColumns[share];
        double[] dollars = new double[predictions.Length / shares];
        for (int day = 0; day < dollars.Length; day++)
            dollars[day] = Scaler.Restore(predictions[(day * shares) + share], column);
        return dollars;
    }

    PriceWindowData Windows(int firstTarget, int end) => new(_scaled, _prices.Features.Count, _prices.CloseColumns, _window, firstTarget, end - firstTarget);

    double[] Closes(int share, int start, int end) => [.. Enumerable.Range(start, end - start).Select(day => _prices.Close(day, share))];

    static FeatureScaler FitScaler(AlignedPrices prices, int window, TimeSplit split, ScalerKind kind)
    {
        ArgumentNullException.ThrowIfNull(prices);
        RequireDays(prices, window, split);
        int features = prices.Features.Count;
        return FeatureScaler.Fit(kind, prices.Features, prices.Values[(split.TrainingStart * features)..(split.TestStart * features)]);
    }

    static void RequireDays(AlignedPrices prices, int window, TimeSplit split)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        int training = split.TestStart - split.TrainingStart, test = split.TestEnd - split.TestStart, needed = window + 1;
        if (split.TrainingStart < 0 || split.TestEnd > prices.Dates.Count)
            throw new ArgumentException($"The split ends on day {split.TestEnd}; there are {prices.Dates.Count}.", nameof(split));
        if (training < needed || test < 1)
            throw new InputException(
                $"{prices.Description}: {prices.Dates.Count} days{(prices.Shares.Count > 1 ? " in common" : "")}, "
                + $"of which {training} are for training and {test} for the test, "
                + $"are too few: a window of {window} days needs {needed} for training and 1 for the test");
    }
}
