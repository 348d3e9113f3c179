using System.CommandLine;
using System.Text.Json.Nodes;
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
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several("--data", "NAME|FILE", "other data [the held-out part of the run's data]");
        var tables = new TableOptions();
        Option<string?> checkpoint = CommonOptions.Checkpoint();
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
        command.Group("Options", [data, .. tables.Options, checkpoint, trials, folds, workers, json]);
        command.SetAction(parsed =>
        {
            int threads = parsed.GetValue(workers) ?? 0;
            string[] names = parsed.GetValue(data) ?? [];
            int? repeats = parsed.GetValue(trials), parts = parsed.GetValue(folds);
            if ((repeats is null ? 0 : 1) + (parts is null ? 0 : 1) + (names.Length == 0 ? 0 : 1) > 1)
                throw new InputException("evaluate: --data, --trials and --walk-forward are three ways to measure; pass one of them");
            string? named = parsed.GetValue(checkpoint);
            if (named is not null && (repeats ?? parts) is not null)
                throw new InputException($"evaluate: --checkpoint names trained weights, {(repeats is null ? "--walk-forward" : "--trials")} trains anew; "
                    + "pass one of them");
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, named, threads);
            tables.Apply(parsed, opened.Configuration);
            DataFetch.IfNeeded(session, names.Length > 0 ? names : opened.Configuration.DataNames, opened.Configuration.Kind);
            TaskRun measured = opened.On(names);
            CheckpointNote? note = (repeats ?? parts) is null ? new CheckpointNote(session, opened.Checkpoint!) : null;
            if (repeats is { } count)
                Repeat(session, opened.Configuration, count, threads, measured.Data, parsed.GetValue(json));
            else
                Show(session, parts is { } number ? WalkForward(session, opened.Configuration, number, threads) : measured.Measure(session.Cancellation),
                    measured.Data, note, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    static Evaluation WalkForward(Session session, RunConfiguration configuration, int folds, int workers) => configuration.WalkForward(
        folds, workers, fold => session.Error.WriteLine($"training {fold} of {folds}"), session.Cancellation);

    static void Show(Session session, Evaluation evaluation, TaskData data, CheckpointNote? note, bool json)
    {
        string[] remarks = [.. note?.Remarks ?? [], .. data.Remarks, .. evaluation.Remarks];
        session.WriteRemarks(remarks);
        if (json)
        {
            JsonObject document = JsonOutput.Object(evaluation.ByName);
            if (evaluation.Confusion is { } counted)
                ConfusionDocument.AddTo(document, counted);
            note?.AddTo(document);
            Print(session, document, data.IsSynthetic, remarks);
            return;
        }

        RunTables.Write(Screen.On(session.Output), RunTables.Metrics(evaluation.Metrics), data.IsSynthetic);
        if (evaluation.Confusion is { } confusion)
            ConfusionView.Write(Screen.On(session.Output), confusion);
        note?.Write();
    }

    static void Repeat(Session session, RunConfiguration configuration, int count, int workers, TaskData data, bool json)
    {
        session.WriteRemarks(data.Remarks);
        IReadOnlyList<(MetricValue Metric, Trials Trials)> metrics = RepeatedTraining.Run(
            configuration, count, workers, trial => session.Error.WriteLine($"training {trial} of {count}"), session.Cancellation);
        (string Name, Func<Trials, double> Of)[] parts =
            [("mean", trials => trials.Mean), ("deviation", trials => trials.Deviation), ("low", trials => trials.Low), ("high", trials => trials.High)];
        if (json)
        {
            Print(session, new JsonObject(metrics.Select(row => KeyValuePair.Create<string, JsonNode?>(row.Metric.Key, Describe(row.Trials)))),
                data.IsSynthetic, data.Remarks);
            return;
        }

        Cell[] Row((MetricValue Metric, Trials Trials) row) => [Name(row.Metric), .. parts.Select(part => (Cell)part.Of(row.Trials))];
        var table = new Table([Column.Text("metric"), .. parts.Select(part => Column.Number(part.Name))], [.. metrics.Select(Row)]);
        RunTables.Write(Screen.On(session.Output), table, data.IsSynthetic);

        JsonObject Describe(Trials trials)
        {
            JsonObject described = JsonOutput.Object(parts.Select(part => KeyValuePair.Create(part.Name, part.Of(trials))));
            described["trials"] = trials.Count;
            return described;
        }
    }

    static string Name(MetricValue metric) => MetricName.InWords(metric.Name) + (metric.Of.Length > 0 ? $" {metric.Of}" : "");

    static void Print(Session session, JsonObject document, bool isSynthetic, IEnumerable<string> remarks)
    {
        document["synthetic"] = isSynthetic;
        document["remarks"] = JsonOutput.Array(remarks);
        JsonOutput.Write(session.Output, document);
    }
}
