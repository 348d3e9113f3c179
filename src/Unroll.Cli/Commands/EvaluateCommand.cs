using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll evaluate RUN.</summary>
static class EvaluateCommand
{
    const string IntervalName = "interval";
    const double Level = 0.95;

    static readonly (string Name, string Title, Func<Trials?, double?> Of)[] s_parts =
    [
        ("mean", "mean", trials => trials?.Mean), ("deviation", "deviation", trials => trials?.Deviation), ("low", "95 % low", trials => trials?.Low),
        ("high", "95 % high", trials => trials?.High),
    ];

    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several("--data", "NAME|FILE", "other data [the held-out part of the run's data]");
        var tables = new TableOptions();
        Option<string?> checkpoint = CommonOptions.Checkpoint();
        var dynamic = new Option<bool>("--dynamic")
        {
            Description = "text: let the weights follow the text as it is read (dynamic evaluation); the run keeps the trained ones",
        };
        Option<int?> trials = Numbers.Whole("--trials", "train the run's configuration N times with different seeds: means, deviations, 95 % intervals",
            least: 1);
        Option<int?> folds = Numbers.Whole("--walk-forward",
            "stocks: split the test part into N folds, each predicted by a model trained on all days before it", least: 1);
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("evaluate", "measures a trained model")
        {
            Examples =
            [
                ("unroll evaluate runs/NAME", "on the part of the data that the run held out"),
                ("unroll evaluate runs/MEMORY --trials 5", "the same training with five seeds"),
                ("unroll evaluate runs/STOCKS --walk-forward 6", "six trainings, each on the days before its fold"),
            ],
            Arguments = { run },
        };
        command.Group("Options", [data, .. tables.Options, checkpoint, dynamic, trials, folds, workers, json]);
        command.SetAction(parsed =>
        {
            int threads = parsed.GetValue(workers) ?? 0;
            string[] names = parsed.GetValue(data) ?? [];
            int? repeats = parsed.GetValue(trials), parts = parsed.GetValue(folds);
            if ((repeats is null ? 0 : 1) + (parts is null ? 0 : 1) + (names.Length == 0 ? 0 : 1) > 1)
                throw new InputException("evaluate: --data, --trials and --walk-forward are three ways to measure; pass one of them");
            bool follows = parsed.GetValue(dynamic);
            if (follows && (repeats ?? parts) is not null)
                throw new InputException($"evaluate: --dynamic measures trained weights, {(repeats is null ? "--walk-forward" : "--trials")} trains anew; "
                    + "pass one of them");
            string? named = parsed.GetValue(checkpoint);
            if (named is not null && (repeats ?? parts) is not null)
                throw new InputException($"evaluate: --checkpoint names trained weights, {(repeats is null ? "--walk-forward" : "--trials")} trains anew; "
                    + "pass one of them");
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, named, threads);
            tables.Apply(parsed, opened.Configuration, names);
            DataFetch.IfNeeded(session, names.Length > 0 ? names : opened.Configuration.DataNames, opened.Configuration.Kind);
            TaskRun measured = opened.On(names);
            CheckpointNote? note = (repeats ?? parts) is null ? new CheckpointNote(session, opened.Checkpoint!) : null;
            if (repeats is { } count)
                Repeat(session, opened.Configuration, count, threads, measured.Data, parsed.GetValue(json));
            else
                Show(session,
                    parts is { } number ? WalkForward(session, opened.Configuration, number, threads)
                        : follows ? measured.MeasureDynamically(session.Cancellation) : measured.Measure(session.Cancellation),
                    measured.Data, note, parts, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    static Evaluation WalkForward(Session session, RunConfiguration configuration, int folds, int workers) => configuration.WalkForward(
        folds, workers, fold => session.Error.WriteLine($"training {fold} of {folds}"), session.Cancellation);

    static void Show(Session session, Evaluation evaluation, TaskData data, CheckpointNote? note, int? folds, bool json)
    {
        string[] remarks = [.. note?.Remarks ?? [], .. data.Remarks, .. evaluation.Remarks];
        session.WriteRemarks(remarks);
        if (!json)
        {
            RunTables.Write(Screen.On(session.Output), evaluation, data.IsSynthetic);
            if (evaluation.Confusion is { } confusion)
                ConfusionView.Write(Screen.On(session.Output), confusion);
            note?.Write();
            return;
        }

        JsonObject document = JsonOutput.Object(evaluation.ByName);
        if (folds is { } count)
        {
            // The folds are joined into one forecast: its metrics have no spread to tell an interval from.
            document["folds"] = count;
            document[IntervalName] = Word(IntervalKind.None);
        }

        if (evaluation.Confusion is { } counted)
            ConfusionDocument.AddTo(document, counted);
        note?.AddTo(document);
        Print(session, document, data.IsSynthetic, remarks);
    }

    static void Repeat(Session session, RunConfiguration configuration, int count, int workers, TaskData data, bool json)
    {
        session.WriteRemarks(data.Remarks);
        IReadOnlyList<(MetricValue Metric, Trials? Trials)> metrics = RepeatedTraining.Run(
            configuration, count, workers, trial => session.Error.WriteLine($"training {trial} of {count}"), session.Cancellation);
        if (json)
        {
            Print(session, new JsonObject(metrics.Select(row => KeyValuePair.Create<string, JsonNode?>(row.Metric.Key, Describe(row.Trials)))),
                data.IsSynthetic, data.Remarks);
            return;
        }

        bool isPartial = metrics.Any(row => (row.Trials?.Count ?? 0) != count);
        Cell[] Row((MetricValue Metric, Trials? Trials) row) =>
            [Name(row.Metric), .. s_parts.Select(part => Number(part.Of(row.Trials))), .. isPartial ? (Cell[])[row.Trials?.Count ?? 0] : []];
        Column[] columns =
            [Column.Text("metric"), .. s_parts.Select(part => Column.Number(part.Title)), .. isPartial ? [Column.Number("trainings")] : (Column[])[]];
        IAnsiConsole console = Screen.On(session.Output);
        RunTables.Write(console, new Table(columns, [.. metrics.Select(Row)]), data.IsSynthetic);
        console.Line(count < Trials.LeastForInterval
            ? $"no 95 % intervals: {Quantity.Text(count, "training")}, at least {Trials.LeastForInterval} are needed"
            : $"95 % intervals of the mean over {count} seeds: Student's t; of shares Wilson's, between 0 and 1; none of what does not spread");
    }

    static Cell Number(double? value) => value is { } number && double.IsFinite(number) ? number : default(Cell);

    static JsonObject Describe(Trials? trials)
    {
        JsonObject described = JsonOutput.Object(s_parts.Select(part => KeyValuePair.Create(part.Name, part.Of(trials) ?? double.NaN)));
        described[IntervalName] = Word(trials?.Interval ?? IntervalKind.None);
        described["level"] = Level;
        described["trials"] = trials?.Count ?? 0;
        return described;
    }

    /// <summary>How an interval is made, as documents name it: "studentT".</summary>
    static string Word(IntervalKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    static string Name(MetricValue metric) => MetricName.InWords(metric.Name) + (metric.Of.Length > 0 ? $" {metric.Of}" : "");

    static void Print(Session session, JsonObject document, bool isSynthetic, IEnumerable<string> remarks)
    {
        document["synthetic"] = isSynthetic;
        document["remarks"] = JsonOutput.Array(remarks);
        JsonOutput.Write(session.Output, document);
    }
}
