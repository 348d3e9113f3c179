using System.Text.Json;
using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>What a training run came to: figures, a passage, and what to do next.</summary>
sealed class TrainingReport(Session session, TextRunResult result, int workers)
{
    const int Passage = 400;
    static readonly string[] s_primes = ["The ", "the "];

    /// <summary>Writes it and returns the exit code.</summary>
    public int Write(bool json)
    {
        if (json)
            JsonOutput.Write(session.Output, Describe);
        if (result.FailedOnNaN)
        {
            string left = File.Exists(new RunFolder(result.Folder).Last) ? $"the last weights before it are in {result.Folder}" : "no weights were saved before it";
            session.Error.WriteLine(
                $"unroll: the loss became NaN or infinite at step {result.Steps + 1}; {left}. Use a smaller --learning-rate or --clip, or --on-nan skip");
            return ExitCode.Failed;
        }

        if (result.Stopped)
        {
            session.Error.WriteLine();
            string saved = result.Steps == 0 ? "Stopped before the first step" : $"Stopped after {result.Steps} steps; a checkpoint is saved";
            session.Error.WriteLine($"{saved}. Go on with: unroll train text --resume {ShellWord.Of(result.Folder)}");
            return ExitCode.Stopped;
        }

        if (!json)
            Show();
        return ExitCode.Done;
    }

    void Show()
    {
        IAnsiConsole console = Screen.On(session.Output);
        console.Line();
        FigureTable.Write(console, result);
        console.Line();
        using TextRun run = TextRun.Open(result.Folder, workers: workers);
        string passage = string.Concat(run.Generate("", Passage, new SamplingOptions { Temperature = 0.7f }, seed: 1, session.Cancellation));
        console.Line("What the model writes now:", Tone.Quiet);
        console.Line();
        foreach (string line in WordWrap.Lines(passage, session.Columns - 1))
            console.Line(line);

        string folder = ShellWord.Of(result.Folder);
        string prime = s_primes.FirstOrDefault(prime => run.Unseen(prime).Count == 0) is { } known ? $" --prime \"{known}\"" : "";
        console.Line();
        console.Line($"The run is in {folder}. Let it go on from words of yours:");
        console.Line($"  unroll generate {folder}{prime} --length 1000", Tone.Name);
    }

    void Describe(Utf8JsonWriter writer)
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
