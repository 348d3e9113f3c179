using System.CommandLine;
using System.Text.Json.Nodes;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Reports.Markup;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Runs;

namespace Unroll.Cli.Commands;

/// <summary>unroll compare RUN RUN….</summary>
static class CompareCommand
{
    /// <summary>The files of a run, a study and a tuning.</summary>
    static readonly string[] s_owners = ["config.json", "study.json", "tuning.json"];

    public static Command Create(Session session)
    {
        var runs = new Argument<string[]>("RUN") { Description = "the folders of two runs or more", Arity = ArgumentArity.OneOrMore };
        runs.Validators.Add(result => CommonOptions.RequireContent(result, "the folder of a run"));
        Option<string?> into = CommonOptions.Text(
            "--out", "DIR|FILE.html", "write a report too: the tables, and the curves of all runs in one chart for each metric");
        Option<string?> form = TableForm.Option("the tables for a document");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("compare", "puts runs side by side: settings that differ, figures at the end, best epochs")
        {
            Arguments = { runs },
            Examples =
            [
                ("unroll compare runs/GRU runs/LSTM", "what differs between two runs, and which came further"),
                ("unroll compare runs/GRU runs/LSTM --out both.html", "and their curves in one chart for each metric"),
                ("unroll compare runs/GRU runs/LSTM --format latex", "the tables for a paper"),
            ],
        };
        command.Group("Options", into, form, json);
        command.SetAction(parsed =>
        {
            string? kind = parsed.GetValue(form), target = parsed.GetValue(into);
            bool asJson = parsed.GetValue(json);
            if (kind is not null && asJson)
                throw new InputException("compare: --format and --json are two forms of the same tables; pass one of them");
            if (kind is not null)
                TableForm.Require(kind);
            string? path = target is null ? null : ReportPath(target);
            RunComparison comparison = RunComparison.Open(parsed.GetValue(runs)!);
            string? text = kind is null ? null : TableText.Of(comparison.Tables, kind);
            string? report = path is null ? null : comparison.Write(path).Path;
            session.WriteRemarks(comparison.Remarks);
            if (comparison.Missing.Count > 0)
                session.Error.WriteLine($"unroll: the comparison goes without what is missing: {string.Join("; ", comparison.Missing)}");
            if (asJson)
                JsonOutput.Write(session.Output, Describe(comparison, report));
            else if (text is not null)
                session.Output.Write(text);
            else
                ComparisonView.Write(Screen.On(session.Output), comparison);
            if (report is not null && !asJson)
                (text is null ? session.Output : session.Error).WriteLine($"The report is {ShellWord.Of(report)}.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A file, or report.html in a folder, which must not be that of a run, a study or a tuning: it has a report of its own.</summary>
    static string ReportPath(string target)
    {
        string path = Path.GetExtension(target) == ".html" && !Directory.Exists(target) ? target : Path.Combine(target, RunReport.FileName);
        string folder = Path.GetDirectoryName(path)!;
        if (s_owners.Any(file => File.Exists(Path.Combine(folder, file))))
            throw new InputException(
                $"--out {target}: the folder holds a run, a study or a tuning, whose own report and charts are there; choose another folder");
        return path;
    }

    static JsonObject Describe(RunComparison comparison, string? report)
    {
        HashSet<string> differing = [.. comparison.Settings.Rows.Select(row => row[0].Text)];
        string by = comparison.BestBy;
        var document = new JsonObject { ["runs"] = new JsonArray([.. comparison.Runs.Select(Run)]) };
        document["remarks"] = JsonOutput.Array(comparison.Remarks);
        document["missing"] = JsonOutput.Array(comparison.Missing);
        if (report is not null)
            document["report"] = report;
        return document;

        JsonObject Run(ComparedRun run)
        {
            int? best = run.Best(by);
            return new JsonObject
            {
                ["run"] = run.Folder,
                ["task"] = run.Configuration.Task,
                ["state"] = run.State,
                ["settings"] = new JsonObject(run.Configuration.Settings.Where(setting => differing.Contains(setting.Name))
                    .Select(setting => KeyValuePair.Create(setting.Name, setting.ToJson()))),
                ["figures"] = JsonOutput.Object(run.Figures.Select(figure => KeyValuePair.Create(figure.Key, figure.Value.Number ?? double.NaN))),
                ["bestEpoch"] = best + 1,
                ["best"] = JsonOutput.Object(comparison.Curves.Select(curve => KeyValuePair.Create(MetricName.OfEpoch(curve), run.At(curve, best)))),
            };
        }
    }
}
