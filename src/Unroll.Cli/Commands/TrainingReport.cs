using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Cli.Commands;

/// <summary>The result of a training run: metrics, a passage of a text model, and what to do next.</summary>
/// <param name="session">Where it is written.</param>
/// <param name="result">The run.</param>
/// <param name="report">The path of its report; null where there is none.</param>
/// <param name="workers">Threads.</param>
sealed class TrainingReport(Session session, RunResult result, string? report, int workers)
{
    /// <summary>Writes it and returns the exit code.</summary>
    public int Write(bool json)
    {
        if (json)
            JsonOutput.Write(session.Output, Describe(), OutputJson.Readable.TrainingDocument, Metrics());
        string skipped = $"{result.SkippedSteps} of {result.Steps} steps were skipped, as their loss or gradients were NaN or infinite";
        if (result.Failure is { } failure)
        {
            if (result.SkippedSteps > 0 && result.SkippedSteps < result.Steps)
                failure += $"; {skipped}";
            bool isSaved = File.Exists(new RunFolder(result.Folder).Last);
            string left = isSaved ? $"the last weights that were saved are in {result.Folder}" : "no weights were saved before it";
            if (report is not null)
                left += $"; the report is {report}";
            string skip = result.Configuration.OnNaN == "skip" || result.Outcome == TrainingOutcome.Diverged ? "" : ", or --on-nan skip";
            session.Error.WriteLine($"unroll: {failure}; {left}. Use a smaller --learning-rate or --clip{skip}");
            return ExitCode.Failed;
        }

        if (result.SkippedSteps > 0)
            session.Error.WriteLine($"unroll: {skipped}");

        if (result.Stopped)
        {
            session.Error.WriteLine();
            string saved = result.Steps == 0 ? "Stopped before the first step" : $"Stopped after {Quantity.Text(result.Steps, "step")}; a checkpoint is saved";
            session.Error.WriteLine($"{saved}. Resume it with:");
            session.Error.WriteLine($"  unroll train {result.Configuration.Task} --resume {ShellWord.Of(result.Folder)}");
            if (report is not null)
                session.Error.WriteLine($"The report so far is {ShellWord.Of(report)}.");
            return ExitCode.Stopped;
        }

        session.WriteRemarks(result.MetricRemarks);
        if (!json)
            Show();
        return ExitCode.Done;
    }

    void Show()
    {
        IAnsiConsole console = Screen.On(session.Output);
        console.Line();
        RunTables.Write(console, result);
        if (result.Evaluation is { Metrics.Count: > 0 } evaluation)
            RunTables.Write(console, evaluation, result.IsSynthetic);
        console.Line();
        using TrainedModel model = SavedRun.Open(result.Folder, workers: workers);
        if (model.Demonstrate(session.Cancellation) is { } passage)
            Show(console, passage);
        string folder = ShellWord.Of(result.Folder);
        (string invitation, string next) = model.NextStep(folder);
        if (report is not null)
            console.Line($"The report is {ShellWord.Of(report)}.");
        console.Line($"The run is in {folder}. {invitation}:");
        console.Line($"  {next}", TextStyle.Name);
    }

    void Show(IAnsiConsole console, string passage)
    {
        console.Line("Text that the model generates:", TextStyle.Quiet);
        console.Line();
        foreach (string line in WordWrap.Lines(passage, session.Columns - 1))
            console.Line(line);
        console.Line();
    }

    TrainingDocument Describe() => new(
        result.Folder, report, result.Configuration.Task, result.IsSynthetic, result.Parameters, result.Epochs, result.Steps, result.SkippedSteps,
        result.Seconds, result.Stopped, Name(result.Outcome), result.Failure, result.Remarks);

    /// <summary>The name of an outcome in a document.</summary>
    public static string Name(TrainingOutcome outcome) => outcome switch
    {
        TrainingOutcome.Completed => "completed",
        TrainingOutcome.Stopped => "stopped",
        TrainingOutcome.Diverged => "diverged",
        _ => "failed",
    };

    Dictionary<string, double> Metrics()
    {
        var metrics = result.Metrics.ToDictionary();
        foreach ((string name, double value) in result.Evaluation?.ByName ?? new Dictionary<string, double>())
            metrics[name] = value;
        metrics[result.Data.Unit + "PerSecond"] = result.UnitsPerSecond;
        return metrics;
    }
}
