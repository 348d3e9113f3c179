using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Cli.Commands;

/// <summary>The result of a training run: metrics, a passage of a text model, and what to do next.</summary>
sealed class TrainingReport(Session session, RunResult result, int workers)
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
            return ExitCode.Stopped;
        }

        session.WriteRemarks(result.Evaluation?.Remarks ?? []);
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
            RunTables.Write(console, RunTables.Metrics(evaluation.Metrics), result.IsSynthetic);
        console.Line();
        using TrainedModel model = SavedRun.Open(result.Folder, workers: workers);
        if (model.Demonstrate(session.Cancellation) is { } passage)
            Show(console, passage);
        string folder = ShellWord.Of(result.Folder);
        (string invitation, string next) = model.NextStep(folder);
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
        result.Folder, result.Configuration.Task, result.IsSynthetic, result.Parameters, result.Epochs, result.Steps, result.SkippedSteps, result.Seconds,
        result.Stopped, Name(result.Outcome), result.Failure, result.Remarks);

    static string Name(TrainingOutcome outcome) => outcome switch
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
