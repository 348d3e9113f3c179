using Unroll.Forecasting;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Series that were read from files.</summary>
/// <param name="Series">The series, in the order in which the files name them; all have the same columns and the same step.</param>
/// <param name="Columns">The columns by the names that they have in the series.</param>
/// <param name="Remarks">What a reader should know of the files: how they were read, gaps, constant series.</param>
public sealed record SeriesCollection(IReadOnlyList<Series> Series, SeriesColumns Columns, IReadOnlyList<string> Remarks);
