using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Statistics;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll evaluate RUN.</summary>
static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several("--data", "NAME|FILE", "other data [the part of the run's own that was held out]");
        Option<string> checkpoint = CommonOptions.Checkpoint();
        Option<int?> trials = Numbers.Whole("--trials", "train the run's configuration so many times with other seeds: means, deviations, 95 % intervals", least: 1);
        Option<int?> folds = Numbers.Whole("--walk-forward", "stocks: cut the test in so many parts, each predicted by a model trained on all days before it", least: 1);
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("evaluate", "measures a trained model")
        {
            Examples =
            [
                ("unroll evaluate runs/NAME", "on what the run held out"),
                ("unroll evaluate runs/MEMORY --trials 5", "the same training with five seeds"),
                ("unroll evaluate runs/STOCKS --walk-forward 6", "six trainings, each on the days before a part of the test"),
            ],
            Arguments = { run },
        };
        command.Group("Options", data, checkpoint, trials, folds, workers, json);
        command.SetAction(parsed =>
        {
            int threads = parsed.GetValue(workers) ?? 0;
            string[] names = parsed.GetValue(data) ?? [];
            int? repeats = parsed.GetValue(trials), parts = parsed.GetValue(folds);
            if ((repeats is null ? 0 : 1) + (parts is null ? 0 : 1) + (names.Length == 0 ? 0 : 1) > 1)
                throw new InputException("evaluate: --data, --trials and --walk-forward are three ways to measure; pass one of them");
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, threads);
            DataFetch.IfNeeded(session, names.Length > 0 ? names : opened.Configuration.DataNames, opened.Configuration.Kind);
            TaskRun measured = opened.On(names);
            if (repeats is { } count)
                Repeat(session, opened.Configuration, count, threads, measured.Data.IsSynthetic, parsed.GetValue(json));
            else
                Show(session, parts is { } number ? WalkForward(session, opened.Configuration, number, threads) : measured.Measure(session.Cancellation),
                    measured.Data.IsSynthetic, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    static Evaluation WalkForward(Session session, RunConfiguration configuration, int folds, int workers) => configuration.WalkForward(
        folds, workers, fold => session.Error.WriteLine($"training {fold} of {folds}"), session.Cancellation);

    static void Show(Session session, Evaluation evaluation, bool isSynthetic, bool json)
    {
        if (json)
            JsonOutput.Write(session.Output, writer =>
            {
                JsonOutput.Figures(writer, evaluation.ByName);
                writer.WriteBoolean("synthetic", isSynthetic);
            });
        else
            FigureTable.Write(Screen.On(session.Output), evaluation.Figures, isSynthetic);
    }

    static void Repeat(Session session, RunConfiguration configuration, int count, int workers, bool isSynthetic, bool json)
    {
        IReadOnlyList<(Figure Figure, Trials Trials)> figures = RepeatedTraining.Run(
            configuration, count, workers, trial => session.Error.WriteLine($"training {trial} of {count}"), session.Cancellation);
        IReadOnlyList<(string Name, Func<Trials, double> Of)> parts =
            [("mean", trials => trials.Mean), ("deviation", trials => trials.Deviation), ("low", trials => trials.Low), ("high", trials => trials.High)];
        if (json)
            JsonOutput.Write(session.Output, writer =>
            {
                foreach ((Figure figure, Trials trials) in figures)
                {
                    writer.WriteStartObject(figure.Key);
                    JsonOutput.Figures(writer, parts.ToDictionary(part => part.Name, part => part.Of(trials)));
                    writer.WriteNumber("trials", trials.Count);
                    writer.WriteEndObject();
                }

                writer.WriteBoolean("synthetic", isSynthetic);
            });
        else
            FigureTable.Write(Screen.On(session.Output),
                [.. figures.SelectMany(row => parts.Select(part => new Figure(FigureName.InWords(row.Figure.Name) + (row.Figure.Of.Length > 0 ? $" {row.Figure.Of}" : ""), part.Of(row.Trials), part.Name)))],
                isSynthetic);
    }
}
