using System.CommandLine;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Commands;

/// <summary>unroll report DIR.</summary>
static class ReportCommand
{
    public static Command Create(Session session)
    {
        var folder = new Argument<string>("DIR") { Description = "the folder of a run, a study or a tuning" };
        Option<string?> into = CommonOptions.Text("--out", "FILE", "where to write it [report.html in the folder]");
        var open = new Option<bool>("--open") { Description = "open it in the browser" };
        Option<string?> form = TableForm.Option("print the tables for a document and write no report");
        Option<bool> json = CommonOptions.Json();
        folder.Validators.Add(result => CommonOptions.RequireContent(result, "the folder of a run, a study or a tuning"));
        var command = new CommandWithHelp("report", "writes the report of a run, a study or a tuning: curves, tables and samples")
        {
            Arguments = { folder },
            Examples = [("unroll report runs/NAME", "writes runs/NAME/report.html again, from what the folder holds"),
                ("unroll report runs/NAME --open", "and opens it in the browser"),
                ("unroll report studies/NAME --format latex", "the figures of a study for a paper")],
        };
        command.Group("Options", into, open, form, json);
        command.SetAction(parsed =>
        {
            string from = parsed.GetValue(folder)!;
            if (parsed.GetValue(form) is { } kind)
            {
                if (parsed.GetValue(json) || parsed.GetValue(open) || parsed.GetValue(into) is not null)
                    throw new InputException("report: --format prints tables and writes no report; leave out --json, --open and --out");
                session.Output.Write(Reports.Grid.ReportTables.Of(from, TableForm.Require(kind)));
                return ExitCode.Done;
            }

            WrittenReport report = TuningFolder.IsIn(from) ? Reports.Tuning.TuningReport.Write(from, parsed.GetValue(into))
                : SavedStudy.IsIn(from)
                ? Reports.Grid.StudyReport.Write(from, parsed.GetValue(into))
                : RunReport.Write(from, parsed.GetValue(into));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, new ReportDocument(report.Path, report.Missing), OutputJson.Readable.ReportDocument);
            else
                session.Output.WriteLine(report.Path);
            if (report.Missing.Count > 0)
                session.Error.WriteLine($"unroll: the report goes without what is missing: {string.Join("; ", report.Missing)}");
            if (parsed.GetValue(open) && PageOpener.Open(report.Path) is { } reason)
                session.Error.WriteLine($"unroll: the report cannot be opened here: {reason}");
            return ExitCode.Done;
        });
        return command;
    }
}
