using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Tasks;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>unroll generate RUN.</summary>
static class GenerateCommand
{
    public static Command Create(Session session)
    {
        var run = new Argument<string>("RUN") { Description = "the run folder" };
        var prime = new Option<string>("--prime") { Description = "what the model goes on from", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        Option<int?> length = Numbers.Whole("--length", "characters to write (300)");
        Option<float?> temperature = Numbers.Real("--temperature", "below 1 bolder choices become rarer, 0 takes the likeliest character (0.7)");
        Option<int?> topK = Numbers.Whole("--top-k", "only the K likeliest characters; 0 for all");
        Option<float?> topP = Numbers.Real("--top-p", "only the likeliest characters that together reach P");
        Option<long?> seed = Numbers.Long("--seed", "the same seed writes the same text (1)");
        var checkpoint = new Option<string>("--checkpoint") { Description = "best, last or a file", HelpName = "NAME", DefaultValueFactory = _ => "best" };
        Option<int?> workers = Numbers.Whole("--workers", "threads");
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("generate", "lets a trained model write") { run, prime, length, temperature, topK, topP, seed, checkpoint, workers, json };
        command.SetAction(parsed =>
        {
            var sampling = new SamplingOptions { Temperature = parsed.GetValue(temperature) ?? 0.7f, TopK = parsed.GetValue(topK) ?? 0, TopP = parsed.GetValue(topP) ?? 1 };
            int count = parsed.GetValue(length) ?? 300;
            Check(sampling, count);
            using TextRun opened = TextRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, Math.Max(0, parsed.GetValue(workers) ?? 0));
            return Write(session, opened, parsed.GetValue(prime)!, count, sampling, parsed.GetValue(seed) ?? 1, parsed.GetValue(json));
        });
        return command;
    }

    static int Write(Session session, TextRun run, string prime, int length, SamplingOptions sampling, long seed, bool json)
    {
        IReadOnlyList<string> unseen = run.Unseen(prime);
        if (unseen.Count > 0)
            session.Error.WriteLine($"unroll: the model has never seen {string.Join(", ", unseen.Select(CharacterName.Of))}; left out of the prime");

        long start = Stopwatch.GetTimestamp();
        var text = new StringBuilder(prime);
        if (!json)
            session.Output.Write(prime);
        foreach (string symbol in run.Generate(prime, length, sampling, seed, session.Cancellation))
        {
            if (json)
            {
                text.Append(symbol);
                continue;
            }

            session.Output.Write(symbol);
            session.Output.Flush();
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!json)
            session.Output.WriteLine();
        else
            JsonOutput.Write(session.Output, writer =>
            {
                writer.WriteString("text", text.ToString());
                writer.WriteNumber("charactersPerSecond", length / seconds);
            });
        return ExitCode.Done;
    }

    static void Check(SamplingOptions sampling, int length)
    {
        if (length < 1)
            throw new InputException($"--length {length}: at least 1");
        try
        {
            sampling.Check();
        }
        catch (ArgumentOutOfRangeException error)
        {
            string option = error.ParamName switch { nameof(SamplingOptions.Temperature) => "--temperature", nameof(SamplingOptions.TopK) => "--top-k", _ => "--top-p" };
            throw new InputException($"{option} {error.ActualValue}: {error.Message.Split(" (Parameter")[0]}");
        }
    }
}
