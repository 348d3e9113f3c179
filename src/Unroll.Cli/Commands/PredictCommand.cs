using System.CommandLine;
using System.Text.Json;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll predict RUN.</summary>
static class PredictCommand
{
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several("--data", "FILE", "stocks: a price file a share, whose last days count [those of the run]; digits: IDX files or PNG pictures");
        Option<string?> text = CommonOptions.Text("--text", "TEXT", "memory: the first letters of a word; text: what the next character follows");
        Option<string> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("predict", "lets a trained model predict")
        {
            Examples =
            [
                ("unroll predict runs/STOCKS --data AAPL.csv GOOG.csv", "tomorrow's closing prices from the last days of these files"),
                ("unroll predict runs/DIGITS --data seven.png", "the digit of a picture"),
                ("unroll predict runs/MEMORY --text hell", "the letters that follow"),
            ],
            Arguments = { run },
        };
        command.Group("Options", data, text, checkpoint, workers, json);
        command.SetAction(parsed =>
        {
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, parsed.GetValue(workers) ?? 0);
            string[] files = parsed.GetValue(data) ?? [];
            if (opened.PredictionData.Count > 0)
                DataFetch.IfNeeded(session, files.Length > 0 ? files : opened.PredictionData, opened.Configuration.Kind);
            PredictionTable predictions = opened.Predict(new PredictionInput(files, parsed.GetValue(text)), session.Cancellation);
            foreach (string remark in predictions.Remarks)
                session.Error.WriteLine($"unroll: {remark}");
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer =>
                {
                    Describe(writer, predictions);
                    writer.WriteBoolean("synthetic", predictions.IsSynthetic);
                });
            else
                FigureTable.Write(Screen.On(session.Output), predictions);
            return ExitCode.Done;
        });
        return command;
    }

    static void Describe(Utf8JsonWriter writer, PredictionTable predictions)
    {
        writer.WriteStartArray("predictions");
        foreach (IReadOnlyList<object> row in predictions.Rows)
        {
            writer.WriteStartObject();
            for (int column = 0; column < row.Count; column++)
            {
                string name = predictions.Columns[column];
                switch (row[column])
                {
                    case int number: writer.WriteNumber(name, number); break;
                    case double number when double.IsFinite(number): writer.WriteNumber(name, number); break;
                    case double: writer.WriteNull(name); break;
                    default: writer.WriteString(name, row[column].ToString()); break;
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
