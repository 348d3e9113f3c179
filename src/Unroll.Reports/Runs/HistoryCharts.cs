using Unroll.Reports.Charts;
using Unroll.Studies.Runs;

namespace Unroll.Reports.Runs;

/// <summary>The curves of a training, by epoch.</summary>
static class HistoryCharts
{
    const string Validation = "val_", LearningRate = "learning_rate";

    static readonly string[] s_others = ["epoch", "steps", "seconds", LearningRate];

    /// <summary>A chart for each metric, training and held-out part together; the loss on a logarithmic axis too; learning rate and speed.</summary>
    public static IEnumerable<Chart> Of(RunFiles run)
    {
        double[] epochs = run.Epochs("epoch");
        if (epochs.Length == 0)
            yield break;
        var epoch = new Axis("epoch") { IsWhole = true };
        IEnumerable<string> columns = run.History!.Columns.Select(column => column.Name).Except(s_others);
        string[] metrics = [.. columns.Where(name => !name.StartsWith(Validation, StringComparison.Ordinal))];
        foreach (string metric in metrics)
        {
            Series[] series = [.. Lines(run, epochs, metric)];
            string name = MetricName.InWords(MetricName.Of(metric));
            string title = char.ToUpperInvariant(name[0]) + name[1..];
            var chart = new XyChart(title, epoch, new Axis(name), series);
            yield return chart;
            if (metric != "loss")
                continue;
            if (InLogarithm(chart) is { } logarithmic)
                yield return logarithmic;
            if (run.StepLosses.Count > epochs.Length)
                yield return new XyChart(title + " by step, of the epoch so far", new Axis("step") { IsWhole = true }, new Axis(name),
                    [new Series("", Mark.Line, [.. run.StepLosses.Select(loss => new Point(loss.Step, loss.Value))])]);
        }

        if (run.Epochs(LearningRate) is { Length: > 0 } rates && rates.Distinct().Count() > 1)
            yield return new XyChart("Learning rate", epoch, new Axis("learning rate"), [Line("", epochs, rates)]);
        if (Speed(run) is { } speed)
            yield return new XyChart("Time of an epoch", epoch, new Axis("seconds") { HasZero = true }, [Line("", epochs, speed)]);
    }

    /// <summary>The chart on a logarithmic axis; null where a value has no place there.</summary>
    public static XyChart? InLogarithm(XyChart chart) => chart.Series.Any(one => one.Points.Any(point => point.Y <= 0))
        ? null
        : chart with { Title = chart.Title + ", logarithmic", Y = chart.Y with { Kind = AxisKind.Logarithmic } };

    static IEnumerable<Series> Lines(RunFiles run, double[] epochs, string metric)
    {
        yield return Line("training", epochs, run.Epochs(metric));
        if (run.Epochs(Validation + metric) is { Length: > 0 } held)
            yield return Line("validation", epochs, held);
    }

    static double[]? Speed(RunFiles run) => run.Epochs("seconds") is { Length: > 1 } seconds ? seconds : null;

    static Series Line(string name, double[] x, double[] y) => new(name, Mark.Line, [.. x.Zip(y, (at, value) => new Point(at, value))]);
}
