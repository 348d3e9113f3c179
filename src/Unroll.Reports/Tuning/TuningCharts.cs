using System.Globalization;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Tuning;

namespace Unroll.Reports.Tuning;

/// <summary>The charts of a tuning: the trials in their order with the best so far, and each setting against the metric.</summary>
static class TuningCharts
{
    /// <summary>Tukey's far-out fence: so many times the middle half of the values beyond its worse end.</summary>
    const double Fence = 3;

    public static IEnumerable<Chart> Of(TuningResult result)
    {
        TuningDefinition definition = result.Definition;
        TuningJob[] shown = Shown(result);
        if (shown.Length == 0)
            yield break;
        string metric = MetricText.Name(definition.Metric);
        IGrouping<(bool, int), TuningJob>[] rungs = [.. shown.GroupBy(Rung).OrderByDescending(rung => rung.Key)];
        yield return new XyChart($"Trials: {metric}", new Axis("trial") { IsWhole = true }, new Axis(metric),
            [.. Series(rungs, job => job.Trial.Number), .. BestSoFar(result)]);
        for (int place = 0; place < definition.Space.Ranges.Count; place++)
        {
            int at = place;
            yield return new XyChart($"{definition.Space.Ranges[at].Setting}: {metric}", AxisOf(definition.Space.Ranges[at]), new Axis(metric),
                [.. Series(rungs, job => job.Trial.Point[at])]);
        }
    }

    /// <summary>How many trials with values are so bad that the others could not be told apart beside them.</summary>
    public static int LeftOut(TuningResult result) => result.Ranked.Count(job => job.Measurement!.Value is not null) - Shown(result).Length;

    static TuningJob[] Shown(TuningResult result)
    {
        TuningJob[] measured = [.. result.Ranked.Where(job => job.Measurement!.Value is not null)];
        double[] losses = [.. measured.Select(job => Loss(result, job)).Order()];
        if (losses.Length == 0)
            return [];
        double low = losses[losses.Length / 4], high = losses[losses.Length * 3 / 4];
        return [.. measured.Where(job => Loss(result, job) <= high + (Fence * (high - low)))];
    }

    static double Loss(TuningResult result, TuningJob job) => result.Definition.IsLargestBest ? -job.Measurement!.Value!.Value : job.Measurement!.Value!.Value;

    /// <summary>A series for each rung, what was trained to its end first.</summary>
    static IEnumerable<Series> Series(IEnumerable<IGrouping<(bool IsLast, int Rung), TuningJob>> rungs, Func<TuningJob, double> x) =>
        rungs.Select((rung, place) => new Series(rung.Key.IsLast ? "at the end" : Stopped(rung), Mark.Points,
            [.. rung.OrderBy(job => job.Trial.Number).Select(job => new Point(x(job), job.Measurement!.Value!.Value))])
        { Style = place });

    static string Stopped(IEnumerable<TuningJob> rung)
    {
        long[] steps = [.. rung.Select(job => job.Measurement!.Steps).Distinct().Order()];
        return string.Create(CultureInfo.InvariantCulture, $"stopped at step {steps[0]:N0}{(steps.Length == 1 ? "" : $" to {steps[^1]:N0}")}");
    }

    static (bool IsLast, int Rung) Rung(TuningJob job) => (job.Measurement!.IsLast, job.Measurement.IsLast ? 0 : job.Rung);

    /// <summary>The best of the trials that were trained to their end, from each trial to the next.</summary>
    static IEnumerable<Series> BestSoFar(TuningResult result)
    {
        var points = new List<Point>();
        foreach (TuningJob job in result.Ranked.Where(job => job.Measurement is { IsLast: true, Value: not null }).OrderBy(job => job.Trial.Number))
        {
            double value = job.Measurement!.Value!.Value;
            if (points.Count > 0)
            {
                value = result.Definition.IsLargestBest ? Math.Max(value, points[^1].Y) : Math.Min(value, points[^1].Y);
                points.Add(new Point(job.Trial.Number, points[^1].Y));
            }

            points.Add(new Point(job.Trial.Number, value));
        }

        return points.Count < 2 ? [] : [new Series("best so far", Mark.Line, points) { IsQuiet = true }];
    }

    static Axis AxisOf(SettingRange range) => range.IsNumeric
        ? new Axis(range.Setting, range.IsLogarithmic ? AxisKind.Logarithmic : AxisKind.Linear) { IsWhole = range.IsWhole }
        : new Axis(range.Setting, AxisKind.Category) { Categories = [.. Enumerable.Range(0, (int)range.Count!.Value).Select(place => range.Text(place))] };
}
