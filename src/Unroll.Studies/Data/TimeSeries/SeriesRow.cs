using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>A row of a series.</summary>
/// <param name="Time">The cell that says when it is from; one without text where there are no times, which still knows file and line.</param>
/// <param name="Moment">When it is from, by UTC where the cell says how far it is ahead.</param>
/// <param name="Zone">How far the written time is ahead of UTC; null where that is not said.</param>
/// <param name="Values">The values of the targets, the known and the past columns; NaN where there is none.</param>
/// <param name="Statics">The numbers that describe the series; NaN where there is none.</param>
readonly record struct SeriesRow(TableCell Time, DateTime Moment, TimeSpan? Zone, double[] Values, double[] Statics);
