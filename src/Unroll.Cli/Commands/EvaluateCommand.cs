using System.CommandLine;
using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Cli.Commands;

/// <summary>unroll evaluate RUN.</summary>
static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        var run = new Argument<string>("RUN") { Description = "the run folder" };
        var data = new Option<string?>("--data") { Description = "another text; without it, the run's held-out part", HelpName = "NAME|FILE" };
        var checkpoint = new Option<string>("--checkpoint") { Description = "best, last or a file", HelpName = "NAME", DefaultValueFactory = _ => "best" };
        Option<int?> workers = Numbers.Whole("--workers", "threads");
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("evaluate", "measures a trained model: loss, accuracy, bits per character") { run, data, checkpoint, workers, json };
        command.SetAction(parsed =>
        {
            using TextRun opened = TextRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, Math.Max(0, parsed.GetValue(workers) ?? 0));
            IReadOnlyDictionary<string, double> figures = opened.Evaluate(parsed.GetValue(data), session.Cancellation);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer => JsonOutput.Figures(writer, figures));
            else
                Show(session, figures);
            return ExitCode.Done;
        });
        return command;
    }

    static void Show(Session session, IReadOnlyDictionary<string, double> figures)
    {
        Table table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("loss", FigureFormat.Of(figures["loss"]));
        table.AddRow("bits per character", FigureFormat.Of(figures["bitsPerCharacter"]));
        table.AddRow("accuracy", FigureFormat.Of(figures["accuracy"]));
        FigureTable.Of(session.Output).Write(table);
    }
}
