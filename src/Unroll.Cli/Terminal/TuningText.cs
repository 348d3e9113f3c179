using System.Globalization;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Tuning;
using Unroll.Training;

namespace Unroll.Cli.Terminal;

/// <summary>A tuning in words.</summary>
static class TuningText
{
    /// <summary>"validation loss 1.6123 at step 1,500 of 13,500", "failed: …".</summary>
    public static string Of(TuningDefinition definition, TuningMeasurement measured)
    {
        if (measured.Failure is { } failure)
            return $"failed: {failure}";
        string where = measured.IsLast ? "at its end" : string.Create(CultureInfo.InvariantCulture, $"at step {measured.Steps:N0} of {measured.OfSteps:N0}");
        return $"{MetricText.Name(definition.Metric)} {MetricFormat.Format(measured.Value!.Value)} {where}";
    }

    /// <summary>What is searched, how, and how long, a line each.</summary>
    public static IEnumerable<string> Describe(TuningProgress progress)
    {
        TuningDefinition definition = progress.Definition;
        yield return $"task {definition.Task}; {(definition.IsLargestBest ? "largest" : "smallest")} {MetricText.Name(definition.Metric)}";
        foreach (SettingRange range in definition.Space.Ranges)
            yield return $"  {range}";
        string trials = definition.Trials is { } most ? $"at most {Quantity.Text(most, "trial")}" : "any number of trials";
        string sampler = definition.IsRandom || definition.Trials <= definition.Startup ? "at random"
            : $"the first {definition.Startup} at random, then by the Parzen estimator";
        yield return $"{trials}, {sampler}{Stop(definition)}{(progress.Budget is { } budget ? $"; {Duration.Text(budget)} of time" : "")}";
        if (progress.Resumed > 0)
            yield return $"resumed after {Quantity.Text(progress.Resumed, "measurement")}";
    }

    static string Stop(TuningDefinition definition)
    {
        if (definition.Minimum is not { } minimum)
            return "; each trained to its end";
        string first = minimum.Epochs is { } epochs ? Quantity.Text(epochs, "epoch") : Quantity.Text(minimum.Steps!.Value, "step");
        string rule = definition.Stopping == Stopping.Median ? "what is worse than the median stops" : $"the best of {definition.Reduction} goes on";
        return $"; {rule}, from {first} by factors of {definition.Reduction}";
    }
}
