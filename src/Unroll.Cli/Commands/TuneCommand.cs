using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Commands;

/// <summary>unroll tune CONFIG.</summary>
static class TuneCommand
{
    const int MostTrials = 100_000, MostParallel = 64;

    public static Command Create(Session session)
    {
        var file = new Argument<string>("CONFIG")
        {
            Description = "a JSON file with the task, its fixed settings and the ranges of others, as docs/tuning.md describes it; "
                + "the \"limit\" of a text keeps its end out of the search, for a figure that nothing was chosen by",
        };
        file.Validators.Add(result => CommonOptions.RequireContent(result, "a JSON file with ranges"));
        Option<TimeSpan?> budget = BudgetOption.Create();
        Option<int?> trials = Numbers.Whole("--trials", "the most trials, instead of the file's", least: 1, MostTrials);
        Option<int?> parallel = Numbers.Whole("--parallel",
            "trials side by side, each with its part of the threads, instead of the file's; later trials know less of the earlier ones, so the result is "
            + "another [1]",
            least: 1, MostParallel);
        Option<string?> folder = CommonOptions.Text("--out", "DIR",
            "the folder of the tuning; a tuning that was started there is resumed [tunings/CONFIG-DATE-TIME]");
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> progress = ProgressOption.Create();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("tune", "searches for the settings with the best validation loss, which flatters what it has chosen")
        {
            Arguments = { file },
            Examples =
            [
                ("unroll tune gru.json --budget 30m", "tries settings for half an hour"),
                ("unroll tune gru.json --trials 40 --out gru", "40 trials; the same command resumes them after Ctrl-C"),
                ("unroll train text --config gru/best.json --limit 0", "trains with the best settings, on the whole text again"),
            ],
        };
        command.Group("Options", budget, trials, parallel, folder, workers, progress, json);
        command.SetAction(parsed =>
        {
            string from = parsed.GetValue(file)!;
            TuningDefinition definition = TuningReader.ReadFile(from);
            definition = definition with
            {
                Trials = parsed.GetValue(trials) ?? definition.Trials,
                Parallel = parsed.GetValue(parallel) ?? definition.Parallel,
            };
            string into = parsed.GetValue(folder) ?? NewFolder(from);
            RunConfiguration shared = definition.Shared;
            DataFetch.IfNeeded(session, shared.DataNames, shared.Kind);
            using var screen = new TuningScreen(session, ProgressOption.Verbosity(parsed.GetValue(progress), session));
            var options = new TuningOptions
            {
                Folder = into, Budget = parsed.GetValue(budget), Workers = parsed.GetValue(workers) ?? 0, Listener = screen,
            };
            string again = Again(from, into, options.Budget, parsed.GetValue(trials), parsed.GetValue(parallel));
            TuningResult result = Run(new TuningRunner(definition, options), again, session.Cancellation);
            screen.End();
            string? report = FinalReport.Write(session, result.Folder, path => Reports.Tuning.TuningReport.Write(path));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, TuningDocument.From(result, report), OutputJson.Readable.TuningDocument);
            return Report(session, result, report, again, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>A folder that fails, as on a full disk, ends a tuning that can be resumed.</summary>
    static TuningResult Run(TuningRunner runner, string again, CancellationToken cancellationToken)
    {
        try
        {
            return runner.Run(cancellationToken);
        }
        catch (TuningInterruptedException error)
        {
            throw new IOException($"{error.Message}; {(error.IsGone ? "begin it again with" : "when that is fixed, resume it with")}: {again}", error);
        }
    }

    static int Report(Session session, TuningResult result, string? report, string again, bool json)
    {
        if (!json)
            TuningReport.Write(Screen.On(session.Output), result, report);
        if (result.End != TuningEnd.Done)
        {
            session.Error.WriteLine(result.End == TuningEnd.Budget ? "The time is over. Go on with:" : "Stopped. Resume it with:");
            session.Error.WriteLine($"  {again}");
        }

        if (result.End == TuningEnd.Stopped)
            return ExitCode.Stopped;
        if (result.Best is not null)
            return ExitCode.Done;
        session.Error.WriteLine(result.Failed.FirstOrDefault() is { } failed
            ? $"unroll: no trial gave a value; the first failure, trial {failed.Trial.Number}: {failed.Measurement!.Failure}"
            : "unroll: no trial was measured in this time; pass a longer --budget, or a smaller \"minimumSteps\"");
        return ExitCode.Failed;
    }

    /// <summary>The command that goes on with a tuning.</summary>
    static string Again(string file, string folder, TimeSpan? budget, int? trials, int? parallel) => string.Create(CultureInfo.InvariantCulture,
        $"unroll tune {ShellWord.Of(file)} --out {ShellWord.Of(folder)}{(budget is { } time ? $" --budget {BudgetOption.Text(time)}" : "")}"
        + $"{(trials is { } most ? $" --trials {most}" : "")}{(parallel is { } side ? $" --parallel {side}" : "")}");

    static string NewFolder(string file) => Path.Combine("tunings",
        $"{Path.GetFileNameWithoutExtension(file)}-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
}
