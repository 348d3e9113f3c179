using System.Globalization;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tuning;

/// <summary>The trials of a tuning as a table, the best first.</summary>
public static class TuningTable
{
    /// <summary>One row a trial: its number, value, steps, the settings that vary, and what happened.</summary>
    /// <param name="definition">The tuning.</param>
    /// <param name="ranked">The last measurements of its trials, the best first.</param>
    /// <param name="most">The most rows.</param>
    public static Table Create(TuningDefinition definition, IReadOnlyList<TuningJob> ranked, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(definition);
        TuningJob[] rows = [.. ranked.Take(most)];
        bool hasPaused = rows.Any(job => !job.Measurement!.IsLast), hasFailed = rows.Any(job => job.Measurement!.Failure is not null);
        return new Table(
            [
                Column.Number("trial"), Column.Number(definition.Metric) with { Title = MetricText.Name(definition.Metric) }, Column.Number("steps"),
                .. hasPaused ? (Column[])[Column.Number("ofSteps") with { Title = "of" }] : [],
                .. definition.Space.Ranges.Select(range => range.IsNumeric ? Column.Number(range.Setting) : Column.Text(range.Setting)),
                .. hasFailed ? (Column[])[Column.Text("failure")] : [],
            ],
            [.. rows.Select(job => (Cell[])
            [
                job.Trial.Number, job.Measurement!.Value is { } value ? new Cell(value) : new Cell(double.NaN), Count(job.Measurement.Steps),
                .. hasPaused ? (Cell[])[Count(job.Measurement.OfSteps)] : [],
                .. definition.Space.Ranges.Select((range, place) => range.IsNumeric
                    ? new Cell(range.Text(job.Trial.Point[place]), job.Trial.Point[place]) : new Cell(range.Text(job.Trial.Point[place]))),
                .. hasFailed ? (Cell[])[job.Measurement.Failure ?? ""] : [],
            ])]);
    }

    static Cell Count(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture), number);
}
