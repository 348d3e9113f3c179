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
        Argument<string> run = CommonOptions.Run();
        Option<string?> data = CommonOptions.Text("--data", "NAME|FILE", "another text [the part of the run's own text that was held out]");
        Option<string> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new Verb("evaluate", "measures a trained model: loss, bits per character, accuracy") { run };
        command.Group("Options", data, checkpoint, workers, json);
        command.SetAction(parsed =>
        {
            using TextRun opened = TextRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, parsed.GetValue(workers) ?? 0);
            string? text = parsed.GetValue(data);
            DataFetch.IfNeeded(session, text ?? opened.Configuration.Data);
            IReadOnlyDictionary<string, double> figures = opened.Evaluate(text, session.Cancellation);
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
        Screen.On(session.Output).Write(table);
    }
}
