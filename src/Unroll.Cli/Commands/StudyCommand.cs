using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll study list, show, check, run, publish.</summary>
static class StudyCommand
{
    public static Command Create(Session session) =>
        new CommandWithHelp("study", "runs grids of trainings, to reproduce published results")
        {
            List(session), Show(session), Check(session), Run(session), StudyPublishCommand.Create(session),
        };

    static CommandWithHelp List(Session session)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("list", "lists the studies that come with unroll");
        command.Group("Options", json);
        command.SetAction(parsed =>
        {
            Study[] studies = [.. StudyRegistry.Names.Select(StudyRegistry.Find)];
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, StudyListDocument.From(studies), OutputJson.Readable.StudyListDocument);
            else
                Show(Screen.On(session.Output), studies);
            return ExitCode.Done;
        });
        return command;
    }

    static void Show(IAnsiConsole console, IEnumerable<Study> studies)
    {
        TableView.Write(console, StudyTables.List(studies));
        console.Line("unroll study show NAME          describes a study");
        console.Line("unroll study run NAME --quick   runs its quick form, in about three minutes at most, on two fast cores");
    }

    static CommandWithHelp Show(Session session)
    {
        Argument<string> name = Name();
        var json = new Option<bool>("--json") { Description = "print the study's JSON, as a start for your own study" };
        var command = new CommandWithHelp("show", "describes a study")
        {
            Arguments = { name },
            Examples =
            [
                ("unroll study show b1-cells", "its question, axes, metrics and the published values"),
                ("unroll study show b1-cells --json > mine.json", "a file to edit, then 'unroll study run mine.json'"),
            ],
        };
        command.Group("Options", json);
        command.SetAction(parsed =>
        {
            Study study = StudyRegistry.Find(parsed.GetValue(name)!);
            if (parsed.GetValue(json))
                session.Output.WriteLine(study.Json.TrimEnd());
            else
                StudyDescription.Write(Screen.On(session.Output), study, parsed.GetValue(name)!, session.Columns);
            return ExitCode.Done;
        });
        return command;
    }

    static CommandWithHelp Check(Session session)
    {
        Argument<string> name = Name();
        Option<bool> quick = Quick(), json = CommonOptions.Json();
        Option<string?> folder = CommonOptions.Text("--out", "DIR", "the folder of a study that was started: what is done there is not counted again");
        Option<int?> workers = CommonOptions.Workers();
        var command = new CommandWithHelp("check", "says what a study would do and how long it takes; trains nothing, writes nothing")
        {
            Arguments = { name },
            Examples =
            [
                ("unroll study check mine.json", "its cells, its data and its time, or what is wrong with it"),
                ("unroll study check b1-cells --out b1", "what is left of a study that was stopped"),
            ],
        };
        command.Group("Options", quick, folder, workers, json);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!, into = parsed.GetValue(folder) ?? "";
            bool isQuick = parsed.GetValue(quick);
            Study study = Form(StudyRegistry.Find(wanted), isQuick, wanted);
            StudyPlan plan = StudyRunner.Check(study, into, parsed.GetValue(workers) ?? 0, session.Cancellation);
            plan.Measure(cell => session.Error.WriteLine($"measuring cell {cell} of {plan.Cells.Count}"), session.Cancellation);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, StudyPlanDocument.From(plan), OutputJson.Readable.StudyPlanDocument);
            else
                StudyPlanReport.Write(Screen.On(session.Output), plan, Again(wanted, isQuick, into));
            return ExitCode.Done;
        });
        return command;
    }

    static CommandWithHelp Run(Session session)
    {
        Argument<string> name = Name();
        Option<bool> quick = Quick();
        Option<string?> folder = CommonOptions.Text("--out", "DIR",
            "the folder of the study; a study that was started there is resumed [studies/NAME-DATE-TIME]");
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> progress = ProgressOption.Create();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("run", "runs a study: every cell of its grid, with every seed")
        {
            Arguments = { name },
            Examples =
            [
                ("unroll study run c1-epochs --quick", "in about three minutes at most, on two fast cores"),
                ("unroll study run b1-cells --out b1", "the whole study; the same command resumes it after Ctrl-C"),
                ("unroll study run mine.json", "your own study"),
            ],
        };
        command.Group("Run", quick, folder, workers, progress, json);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            Study study = Form(StudyRegistry.Find(wanted), parsed.GetValue(quick), wanted);
            foreach (RunConfiguration cell in study.Cells.Select(cell => cell.Configuration).DistinctBy(cell => string.Join('\n', cell.DataNames)))
                DataFetch.IfNeeded(session, cell.DataNames, cell.Kind);
            foreach (string data in study.Encoders.SelectMany(encoder => encoder.DataNames).Distinct())
                DataFetch.IfNeeded(session, data);
            string into = parsed.GetValue(folder) ?? NewFolder(study);
            int verbosity = ProgressOption.Verbosity(parsed.GetValue(progress), session);
            using var screen = new StudyScreen(session, study, verbosity);
            string again = Again(wanted, parsed.GetValue(quick), into);
            var options = new StudyOptions
            {
                Folder = into, Workers = parsed.GetValue(workers) ?? 0, Listener = screen,
                Verbose = verbosity, Progress = session.Bar, Columns = session.Columns,
            };
            StudyResult result = Run(new StudyRunner(study, options), again, session.Cancellation);
            screen.End();
            string? report = FinalReport.Write(session, result.Folder, path => Reports.Grid.StudyReport.Write(path));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, StudyDocument.From(result, report), OutputJson.Readable.StudyDocument);
            return Report(session, result, report, again, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>A folder that fails, as on a full disk, ends a study that can be resumed.</summary>
    static StudyResult Run(StudyRunner runner, string again, CancellationToken cancellationToken)
    {
        try
        {
            return runner.Run(cancellationToken);
        }
        catch (StudyInterruptedException error)
        {
            throw new IOException($"{error.Message}; {(error.IsGone ? "begin it again with" : "when that is fixed, resume it with")}: {again}", error);
        }
    }

    static int Report(Session session, StudyResult result, string? report, string again, bool json)
    {
        if (result.IsStopped)
        {
            string done = $"{result.Cells.Sum(cell => cell.Done)} of {result.Cells.Sum(cell => cell.Results.Count)}";
            session.Error.WriteLine($"Stopped with {done} trainings done. Resume it with:");
            session.Error.WriteLine($"  {again}");
            if (report is not null)
                session.Error.WriteLine($"The report so far is {ShellWord.Of(report)}.");
            return ExitCode.Stopped;
        }

        if (!json)
            StudyReport.Write(Screen.On(session.Output), result, report);
        foreach (string line in result.SkippedSteps)
            session.Error.WriteLine($"unroll: {line}");
        if (result.Failures == 0)
            return ExitCode.Done;
        (StudyTrial trial, TrialResult? failed) =
            result.Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results)).First(one => one.Second?.Failure is not null);
        string first = $"{trial.Cell.Name} with seed {trial.Seed}: {failed!.Failure}";
        session.Error.WriteLine($"unroll: {Quantity.Text(result.Failures, "training")} failed; the first one, {first}");
        return ExitCode.Failed;
    }

    static Option<bool> Quick() =>
        new("--quick") { Description = "a smaller form that takes about three minutes at most, on two fast cores, to check that everything works" };

    /// <summary>The command that runs a study, or resumes it.</summary>
    static string Again(string study, bool quick, string folder) =>
        $"unroll study run {ShellWord.Of(study)}{(quick ? " --quick" : "")}{(folder.Length == 0 ? "" : $" --out {ShellWord.Of(folder)}")}";

    static Study Form(Study study, bool quick, string name) => !quick || study.IsQuick ? study
        : study.Quick ?? throw new InputException($"{name}: the study has no quick form; add a \"quick\" to it, or leave out --quick");

    static string NewFolder(Study study) => Path.Combine("studies",
        $"{study.Name}{(study.IsQuick ? "-quick" : "")}-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));

    static Argument<string> Name() => new("NAME") { Description = "a name that 'unroll study list' shows, or the JSON file of a study" };
}
