using System.CommandLine;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Reports.Runs;

namespace Unroll.Cli.Commands;

/// <summary>unroll report DIR.</summary>
static class ReportCommand
{
    const string StudyFile = "study.json";

    public static Command Create(Session session)
    {
        var folder = new Argument<string>("DIR") { Description = "the folder of a run or of a study" };
        Option<string?> into = CommonOptions.Text("--out", "FILE", "where to write it [report.html in the folder]");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("report", "writes the report of a run or a study: one page with its curves, tables and samples")
        {
            Arguments = { folder },
            Examples = [("unroll report runs/NAME", "writes runs/NAME/report.html again, from what the folder holds")],
        };
        command.Group("Options", into, json);
        command.SetAction(parsed =>
        {
            string from = parsed.GetValue(folder)!;
            string report = File.Exists(Path.Combine(from, StudyFile))
                ? Reports.Grid.StudyReport.Write(from, parsed.GetValue(into))
                : RunReport.Write(from, parsed.GetValue(into));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, new ReportDocument(report), OutputJson.Readable.ReportDocument);
            else
                session.Output.WriteLine(report);
            return ExitCode.Done;
        });
        return command;
    }
}
