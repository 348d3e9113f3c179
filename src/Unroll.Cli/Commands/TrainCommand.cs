using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Terminal;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll train TASK.</summary>
static class TrainCommand
{
    public static Command Create(Session session)
    {
        var command = new CommandWithHelp("train", "trains a model");
        foreach (string task in TaskRegistry.Tasks.Names)
            command.Subcommands.Add(Task(session, TaskRegistry.Tasks.Find(task)));
        return command;
    }

    static CommandWithHelp Task(Session session, TaskDefinition task)
    {
        Option<double?> maxSeconds = Numbers.Seconds("--max-seconds",
            "a time limit; it becomes a number of steps, so that the run can be repeated to the bit; beside --epochs or --steps, whichever ends first");
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> progress = ProgressOption.Create();
        Option<string?> folder = CommonOptions.Text("--out", "DIR", $"the folder of the run [runs/{task.Name}-DATE-TIME]");
        Option<string?> resume = CommonOptions.Text("--resume", "DIR",
            "resume a run that was stopped, to the same bits as if it never was; with --epochs or --steps, to another end");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp(task.Name, task.Description) { Examples = task.Examples };
        foreach (string alias in task.Aliases)
            command.Aliases.Add(alias);
        var options = new TaskOptions(task);
        options.AddTo(command);
        command.Group("Run", folder, resume, maxSeconds, workers, progress, json);
        command.SetAction(parsed =>
        {
            string? resumed = parsed.GetValue(resume);
            Option[] configuring = [.. command.Options.Except([resume, workers, progress, json, .. options.EndOptions])];
            if (resumed is not null && configuring.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
                throw new InputException($"--resume {resumed}: a run is resumed as it was configured; leave out {given.Name}");
            RunEnd? end = options.End(parsed);

            int verbosity = ProgressOption.Verbosity(parsed.GetValue(progress), session);
            var log = new TrainingLog(session, quiet: verbosity == 0);
            var run = new RunOptions
            {
                Folder = resumed ?? parsed.GetValue(folder) ?? NewFolder(task.Name),
                TakesFreeFolder = (resumed ?? parsed.GetValue(folder)) is null,
                End = resumed is null ? null : end,
                LimitsEpochs = end is { Epochs: not null },
                Workers = parsed.GetValue(workers) ?? 0,
                MaxSeconds = parsed.GetValue(maxSeconds),
                Verbose = verbosity,
                Progress = session.Bar,
                Columns = session.Columns,
                Listener = log,
            };
            RunResult Trained() => resumed is null ? Train(session, options.Configuration(parsed), run) : Resume(session, task.Name, run);
            RunResult result = WithAdvice(task.Name, Trained);
            string? report = FinalReport.Write(session, result.Folder, path => RunReport.Write(path));
            return new TrainingReport(session, result, report, run.Workers).Write(parsed.GetValue(json));
        });
        return command;
    }

    static RunResult Train(Session session, RunConfiguration configuration, RunOptions run)
    {
        DataFetch.IfNeeded(session, configuration.DataNames, configuration.Kind);
        return RunTraining.Train(configuration, run with { WhenDataChanged = "name them with --data to train on them as they are now" }, session.Cancellation);
    }

    static RunResult Resume(Session session, string task, RunOptions run)
    {
        RunConfiguration configuration = ConfigurationFile.Read(RunFolder.Open(run.Folder).Configuration);
        if (configuration.Task != task)
            throw new InputException($"--resume {run.Folder}: a run of the task {configuration.Task}; use 'unroll train {configuration.Task} --resume'");
        DataFetch.IfNeeded(session, configuration.DataNames, configuration.Kind);
        return RunTraining.Resume(configuration, run, session.Cancellation);
    }

    /// <summary>A folder that fails, as on a full disk, ends the run; it can be resumed.</summary>
    static RunResult WithAdvice(string task, Func<RunResult> train)
    {
        try
        {
            return train();
        }
        catch (RunWriteException error)
        {
            string resume = $"unroll train {task} --resume {(error.IsGone ? "FOLDER" : ShellWord.Of(error.Folder))}";
            throw new IOException(error.Message + (error.IsGone ? $"; where it was moved, resume it with: {resume}"
                : error.CanResume ? $"; when that is fixed, resume it with: {resume}"
                : ""), error);
        }
    }

    static string NewFolder(string task) => Path.Combine("runs", $"{task}-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
}
