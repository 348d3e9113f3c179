using System.CommandLine;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Reports.Grid;

namespace Unroll.Cli.Commands;

/// <summary>unroll study publish DIR.</summary>
static class StudyPublishCommand
{
    const string Into = "results";

    public static Command Create(Session session)
    {
        var folder = new Argument<string>("DIR") { Description = "the folder of a finished study" };
        folder.Validators.Add(result => CommonOptions.RequireContent(result, "the folder of a finished study"));
        Option<string?> into = CommonOptions.Text("--out", "DIR", $"the folder of the pages [{Into}]");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("publish", "writes a finished study as a page in Markdown, with its charts and data")
        {
            Arguments = { folder },
            Examples =
            [
                ("unroll study publish studies/b1", "writes results/b1-cells.md, results/b1-cells/, and the list of all in results/README.md"),
                ("unroll study publish results/b1-cells", "writes the page again: with the answer.md that you have put beside its data"),
            ],
        };
        command.Group("Options", into, json);
        command.SetAction(parsed =>
        {
            string page = StudyPublication.Write(parsed.GetValue(folder)!, parsed.GetValue(into) ?? Into);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, new ReportDocument(page, []), OutputJson.Readable.ReportDocument);
            else
                session.Output.WriteLine(page);
            return ExitCode.Done;
        });
        return command;
    }
}
