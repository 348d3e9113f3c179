using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Documents;

/// <summary>unroll tune --json; the trials stand in the order of their rank.</summary>
sealed record TuningDocument(string Task, string Folder, string? Report, string Metric, TuningEnd Ended, int? BestTrial, string? BestConfig,
    IReadOnlyList<string> Remarks, IReadOnlyList<TuningDocument.TrialItem> Trials)
{
    public static TuningDocument From(TuningResult result, string? report) => new(
        result.Definition.Task, result.Folder, report, result.Definition.Metric, result.End, result.Best?.Trial.Number,
        result.Best is null ? null : TuningFolder.Best(result.Folder), result.Remarks,
        [.. result.Ranked.Select(job => new TrialItem(job.Trial.Number, job.Trial.IsRandom, new(job.Trial.Settings), JsonOutput.Finite(job.Measurement!.Value),
            job.Measurement.Steps, job.Measurement.OfSteps, job.Measurement.Failure,
            [.. result.History.Done.Where(one => one.Trial.Number == job.Trial.Number).Select(one =>
                new MeasurementItem(one.Number, one.Measurement!.Steps, JsonOutput.Finite(one.Measurement.Value), one.Measurement.Seconds))]))]);

    internal sealed record TrialItem(int Number, bool Random, Dictionary<string, JsonElement> Settings,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, long Steps, long OfSteps, string? Failure,
        IReadOnlyList<MeasurementItem> Measurements);

    internal sealed record MeasurementItem(
        int Job, long Steps, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, double Seconds);
}
