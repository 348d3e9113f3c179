using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Terminal;
using Unroll.Naming;
using Unroll.Studies;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll train text.</summary>
static class TrainCommand
{
    static readonly string[] s_progress = ["none", "bar", "line"];

    public static Command Create(Session session) => new Verb("train", "trains a model") { Text(session) };

    static Verb Text(Session session)
    {
        var options = new TextOptions();
        Option<double?> maxSeconds = Numbers.Seconds("--max-seconds", "a time limit; it becomes a number of steps, so that the run can be repeated to the bit");
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> progress = CommonOptions.Text("--progress", "KIND", "none, bar or line [bar on a terminal, else line]");
        Option<string?> folder = CommonOptions.Text("--out", "DIR", "the folder of the run [runs/text-DATE-TIME]");
        Option<string?> resume = CommonOptions.Text("--resume", "DIR", "go on with a run that was stopped, to the same bits as if it never was");
        Option<bool> json = CommonOptions.Json();
        var command = new Verb("text", "trains a model that writes, character by character")
        {
            Examples =
            [
                ("unroll train text", "on the stories that come with unroll, about a minute"),
                ("unroll train text --data shakespeare --max-seconds 180", "on Shakespeare's plays, three minutes"),
                ("unroll train text --data book.txt --cell lstm --units 512", "on a text of yours"),
                ("unroll train text --resume runs/NAME", "goes on where Ctrl-C stopped a run"),
            ],
        };
        options.AddTo(command);
        command.Group("Run", folder, resume, maxSeconds, workers, progress, json);
        command.SetAction(parsed =>
        {
            string? resumed = parsed.GetValue(resume);
            Option[] configuring = [.. command.Options.Except([resume, workers, progress, json])];
            if (resumed is not null && configuring.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
                throw new InputException($"--resume {resumed}: the run goes on as it was configured; leave out {given.Name}");

            int verbosity = Verbosity(parsed.GetValue(progress), session);
            var log = new TrainingLog(session, quiet: verbosity == 0);
            var run = new TextRunOptions
            {
                Folder = resumed ?? parsed.GetValue(folder) ?? NewFolder(),
                Workers = parsed.GetValue(workers) ?? 0,
                MaxSeconds = parsed.GetValue(maxSeconds),
                Verbose = verbosity,
                Progress = session.Error,
                Columns = session.Columns,
                Listener = log,
            };
            TextRunResult result = resumed is null ? Train(session, options.Configuration(parsed), run) : Resume(session, run);
            return new TrainingReport(session, result, run.Workers).Write(parsed.GetValue(json));
        });
        return command;
    }

    static TextRunResult Train(Session session, TextConfiguration configuration, TextRunOptions run)
    {
        DataFetch.IfNeeded(session, configuration.Data);
        return TextTask.Train(configuration, run, session.Cancellation);
    }

    static TextRunResult Resume(Session session, TextRunOptions run)
    {
        DataFetch.IfNeeded(session, ConfigurationFile.Read(RunFolder.Open(run.Folder).Configuration).Data);
        return TextTask.Resume(run, session.Cancellation);
    }

    static string NewFolder() => Path.Combine("runs", "text-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));

    static int Verbosity(string? progress, Session session)
    {
        if (progress is not null && !s_progress.Contains(progress))
        {
            string nearest = NearestName.Find(progress, s_progress) is { } near ? $"; did you mean '{near}'?" : "";
            throw new InputException($"--progress {progress}: unknown; known are {string.Join(", ", s_progress)}{nearest}");
        }

        return Array.IndexOf(s_progress, progress ?? (session.Interactive ? "bar" : "line"));
    }
}
