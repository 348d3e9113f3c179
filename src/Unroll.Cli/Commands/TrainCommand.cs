using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Data;
using Unroll.Studies.Tasks;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>unroll train text.</summary>
static class TrainCommand
{
    const int FinalPassage = 400;
    static readonly string[] s_progress = ["none", "bar", "line"];

    public static Command Create(Session session) => new("train", "trains a model") { Text(session) };

    static Command Text(Session session)
    {
        var options = new TextOptions();
        Option<double?> maxSeconds = Numbers.Seconds("--max-seconds", "a time limit; it becomes a number of steps, so that the run can be repeated to the bit");
        Option<int?> workers = Numbers.Whole("--workers", "threads; the result does not depend on it");
        var progress = new Option<string?>("--progress") { Description = "none, bar or line", HelpName = "KIND" };
        var folder = new Option<string?>("--out") { Description = "the run folder", HelpName = "DIR" };
        var resume = new Option<string?>("--resume") { Description = "go on with a run that was stopped", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("text", "trains a character model; without options on stories that come with unroll") { maxSeconds, workers, progress, folder, resume, json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            string? resumed = parsed.GetValue(resume);
            if (resumed is not null && options.Given(parsed).Concat(Given(parsed, maxSeconds, folder)).FirstOrDefault() is { } given)
                throw new InputException($"--resume {resumed}: the run goes on as it was configured; leave out {given}");
            int threads = parsed.GetValue(workers) ?? 0;
            if (parsed.GetValue(workers) is < 1)
                throw new InputException($"--workers {threads}: at least 1");

            bool printJson = parsed.GetValue(json);
            var listener = new TrainingLog(session, quiet: parsed.GetValue(progress) == "none");
            var run = new TextRunOptions
            {
                Folder = resumed ?? parsed.GetValue(folder) ?? NewFolder(),
                Workers = threads,
                MaxSeconds = parsed.GetValue(maxSeconds),
                Verbose = Verbosity(parsed.GetValue(progress), session),
                Progress = session.Error,
                Columns = session.Columns,
                Listener = listener,
            };
            TextRunResult result = resumed is null
                ? TextTask.Train(options.Configuration(parsed), run, session.Cancellation)
                : TextTask.Resume(run, session.Cancellation);
            return Report(session, result, threads, printJson);
        });
        return command;
    }

    static IEnumerable<string> Given(ParseResult parsed, params Option[] options) =>
        options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

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

    static int Report(Session session, TextRunResult result, int workers, bool json)
    {
        if (json)
            JsonOutput.Write(session.Output, writer => Describe(writer, result));
        if (result.FailedOnNaN)
        {
            session.Error.WriteLine($"unroll: the loss became NaN or infinite at step {result.Steps + 1}; the weights before it are in {result.Folder}. Use a smaller --learning-rate or --clip, or --on-nan skip");
            return ExitCode.Failed;
        }

        if (result.Stopped)
        {
            session.Error.WriteLine();
            session.Error.WriteLine($"Stopped after {result.Steps} steps; a checkpoint is saved. Go on with: unroll train text --resume {result.Folder}");
            return ExitCode.Stopped;
        }

        if (!json)
            Show(session, result, workers);
        return ExitCode.Done;
    }

    static void Show(Session session, TextRunResult result, int workers)
    {
        session.Output.WriteLine();
        FigureTable.Write(session.Output, result);
        session.Output.WriteLine();
        using (TextRun run = TextRun.Open(result.Folder, workers: workers))
        {
            string passage = string.Concat(run.Generate("", FinalPassage, new SamplingOptions { Temperature = 0.7f }, seed: 1, session.Cancellation));
            foreach (string line in WordWrap.Lines(passage, session.Columns - 1))
                session.Output.WriteLine(line);
        }

        session.Output.WriteLine();
        session.Output.WriteLine($"The run is in {result.Folder}. Let it write more:");
        session.Output.WriteLine($"  unroll generate {result.Folder} --length 1000");
    }

    static void Describe(System.Text.Json.Utf8JsonWriter writer, TextRunResult result)
    {
        writer.WriteString("run", result.Folder);
        writer.WriteNumber("parameters", result.Parameters);
        writer.WriteNumber("epochs", result.Epochs);
        writer.WriteNumber("steps", result.Steps);
        writer.WriteNumber("seconds", result.Seconds);
        JsonOutput.Figures(writer, result.Figures);
        writer.WriteNumber("charactersPerSecond", result.CharactersPerSecond);
        writer.WriteBoolean("stopped", result.Stopped);
    }
}
