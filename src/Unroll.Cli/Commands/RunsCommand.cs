using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll runs [DIR].</summary>
static class RunsCommand
{
    const string Usual = "runs";
    const double Megabyte = 1e6;

    public static Command Create(Session session)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = $"a folder of runs, or the folder of a study or a tuning [{Usual}]", Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => Usual,
        };
        folder.Validators.Add(result => CommonOptions.RequireContent(result, "a folder of runs"));
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("runs", "lists runs: what was trained, how it ended, and how well")
        {
            Examples = [("unroll runs runs/STUDY", "the trainings of a study")],
            Arguments = { folder },
        };
        command.Group("Options", json);
        command.SetAction(parsed =>
        {
            IReadOnlyList<RunListing> runs = RunList.In(parsed.GetValue(folder)!);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, RunListDocument.From(runs), OutputJson.Readable.RunListDocument);
            else
                Show(session, runs);
            return ExitCode.Done;
        });
        return command;
    }

    static void Show(Session session, IReadOnlyList<RunListing> runs)
    {
        IAnsiConsole console = Screen.On(session.Output);
        if (runs.Count == 0)
        {
            console.Line("no runs");
            return;
        }

        Column[] columns = [Column.Text("run"), Column.Text("task"), Column.Text("data"), Column.Text("state"), Column.Text("loss"), Column.Number("epoch"),
            Column.Text("size"), Column.Text("written")];
        TableView.Write(console, new Table(columns, [.. runs.Select(Row)]));
        foreach (RunListing run in runs.Where(run => run.Remark is not null))
            console.Line($"{run.Folder}: {run.Remark}");
    }

    static Cell[] Row(RunListing run) =>
    [
        run.Folder, run.Task, string.Join(' ', run.Data.Select(name => Path.GetFileName(name.TrimEnd('/')))), RunListDocument.NameOf(run.State), Loss(run),
        run.Loss is null ? "" : (Cell)run.Epoch,
        string.Create(CultureInfo.InvariantCulture, $"{run.Bytes / Megabyte:F1} MB"),
        run.Changed.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    ];

    static string Loss(RunListing run) => run.Loss is { } loss
        ? string.Create(CultureInfo.InvariantCulture, $"{loss.Value:G4} ({MetricName.InWords(loss.Name).Split(' ')[0]})")
        : "";
}
