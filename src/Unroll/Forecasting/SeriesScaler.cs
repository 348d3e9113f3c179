namespace Unroll.Forecasting;

/// <summary>The numbers by which a forecaster scales the columns of its frame, and those that describe a series, found in the training part alone.</summary>
/// <param name="Columns">Targets, past and known columns, in this order.</param>
/// <param name="Statics">The numbers that describe a series.</param>
public sealed record SeriesScaler(IReadOnlyList<ColumnScale> Columns, IReadOnlyList<ColumnScale> Statics)
{
    /// <summary>Finds the numbers.</summary>
    /// <param name="frame">The columns, and how they are scaled.</param>
    /// <param name="training">The training parts of the series.</param>
    /// <exception cref="ArgumentException">A series lacks a column, or a column has no value.</exception>
    public static SeriesScaler Fit(ForecastFrame frame, IReadOnlyList<Series> training)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(training);
        frame.Check();
        return new SeriesScaler(
            [.. frame.Columns.Select(column => ColumnScale.Fit(frame.Scaling, column, training.SelectMany(series => series.Values(column))))],
            [.. frame.Statics.Select(name => ColumnScale.Fit(frame.Scaling, name, training.Select(series => series.Static(name))))]);
    }

    /// <summary>The columns of which the network is told whether a value is missing.</summary>
    internal int GapWidth(ForecastFrame frame) => Columns.Take(frame.Targets.Count + frame.Past.Count).Count(column => column.HasGaps);
}
