using Unroll.Studies.Tasks;

namespace Unroll.Cli.Documents;

/// <summary>unroll runs --json.</summary>
sealed record RunListDocument(IReadOnlyList<RunListDocument.RunItem> Runs)
{
    public static RunListDocument From(IEnumerable<RunListing> runs) => new([.. runs.Select(run => new RunItem(
        run.Folder, run.Task, run.Data, NameOf(run.State), run.Loss?.Name, JsonOutput.Finite(run.Loss?.Value), run.Loss is null ? null : run.Epoch, run.Bytes,
        run.Changed, run.Remark))]);

    public static string NameOf(RunState state) => state switch
    {
        RunState.Running => "running",
        RunState.Finished => "finished",
        RunState.Stopped => "stopped",
        RunState.Failed => "failed",
        RunState.Damaged => "damaged",
        RunState.Incomplete => "incomplete",
        RunState.Tuning => "tuning",
        _ => "study",
    };

    internal sealed record RunItem(string Run, string Task, IReadOnlyList<string> Data, string State, string? Metric, double? Value, int? Epoch, long Bytes,
        DateTimeOffset Written, string? Remark);
}
