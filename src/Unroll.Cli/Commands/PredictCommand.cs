using System.CommandLine;
using System.Text.Json.Nodes;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Reports.Markup;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll predict RUN.</summary>
static class PredictCommand
{
    const int MostSteps = 100_000;

    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several(
            "--data", "FILE",
            "stocks: one price file per share, whose last days are read [those of the run]; forecast: files with its columns; "
            + "digits: pictures (PNG, JPEG, BMP, GIF) or IDX files");
        Option<string[]?> text = CommonOptions.Repeated("--text", "TEXT",
            "memory: the first letters of a word; text: the text before the next character; tweets: a tweet, with another --text for each further one");
        Option<int?> horizon = Numbers.Whole("--horizon",
            "forecast: how many values; more than the model gives at once come from its own forecasts [as in the training]", least: 1, MostSteps);
        var tables = new TableOptions();
        Option<bool> all = new("--all") { Description = "digits: every picture of an IDX file, instead of what they sum up to" };
        Option<string?> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> form = TableForm.Option("print all predictions for a document or a spreadsheet");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("predict", "predicts with a trained model")
        {
            Examples =
            [
                ("unroll predict runs/STOCKS --data AAPL.csv GOOG.csv", "tomorrow's closing prices from the last days of these files"),
                ("unroll predict runs/STOCKS --data new.csv GOOG.csv --share AAPL=new.csv", "where the name of a file does not tell its share"),
                ("unroll predict runs/LOAD --format csv > next.csv", "the next horizon of a forecaster, for a spreadsheet"),
                ("unroll predict runs/LOAD --horizon 168", "further than it was trained for, from its own forecasts"),
                ("unroll predict runs/DIGITS --data seven.png", "the digit of a picture"),
                ("unroll predict runs/MEMORY --text hell", "the letters that follow"),
                ("unroll predict runs/TWEETS --text \"What a nice day\"", "how likely each class is"),
            ],
            Arguments = { run },
        };
        command.Group("Options", [data, text, horizon, .. tables.Options, all, checkpoint, workers, form, json]);
        command.SetAction(parsed =>
        {
            string? kind = parsed.GetValue(form) is { } named ? TableForm.Require(named) : null;
            if (kind is not null && parsed.GetValue(json))
                throw new InputException("predict: --format and --json are two forms of the same predictions; pass one of them");
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint), parsed.GetValue(workers) ?? 0);
            string[] files = parsed.GetValue(data) ?? [];
            tables.Apply(parsed, opened.Configuration, files);
            if (opened.PredictionData.Count > 0)
                DataFetch.IfNeeded(session, files.Length > 0 ? files : opened.PredictionData, opened.Configuration.Kind);
            Predictions predictions = opened.Predict(
                new PredictionInput(files, parsed.GetValue(text) ?? []) { Horizon = parsed.GetValue(horizon) }, session.Cancellation);
            var note = new CheckpointNote(session, opened.Checkpoint!);
            string[] remarks = [.. note.Remarks, .. predictions.Remarks];
            session.WriteRemarks(remarks);
            if (parsed.GetValue(json))
            {
                JsonObject document = Describe(predictions, remarks);
                note.AddTo(document);
                JsonOutput.Write(session.Output, document);
                return ExitCode.Done;
            }

            if (kind is not null)
            {
                session.Output.Write(TableText.Of(RunTables.InWords(predictions.Table), kind));
                return ExitCode.Done;
            }

            Show(session, predictions, parsed.GetValue(all));
            note.Write();
            return ExitCode.Done;
        });
        return command;
    }

    static void Show(Session session, Predictions predictions, bool isWhole)
    {
        Table[] tables = predictions.Summary is { } summary && !isWhole ? [summary.Single, summary.Sums] : [predictions.Table];
        foreach (Table table in tables.Where(table => table.Rows.Count > 0))
            RunTables.Write(Screen.On(session.Output), RunTables.InWords(table), predictions.IsSynthetic);
    }

    static JsonObject Describe(Predictions predictions, IReadOnlyList<string> remarks)
    {
        var document = new JsonObject
        {
            ["predictions"] = JsonOutput.Array(predictions.Table), ["synthetic"] = predictions.IsSynthetic, ["remarks"] = JsonOutput.Array(remarks),
        };
        if (predictions.Summary is { } summary)
            document["summary"] = JsonOutput.Array(summary.Sums);
        return document;
    }
}
