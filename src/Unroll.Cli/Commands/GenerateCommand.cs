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
        Argument<string> run = CommonOptions.Run();
        var prime = new Option<string>("--prime") { Description = "what the model goes on from", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        Option<int?> length = Numbers.Whole("--length", "characters to write [300]", least: 1);
        Option<float?> temperature = Numbers.Real("--temperature", "below 1, rare choices become rarer; 0 takes the likeliest character [0.7]");
        Option<int?> topK = Numbers.Whole("--top-k", "only the N likeliest characters; 0 for all [0]");
        Option<float?> topP = Numbers.Real("--top-p", "only the likeliest characters that together reach this probability [1]");
        Option<long?> seed = Numbers.Long("--seed", "the same seed writes the same text [1]");
        Option<string> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new Verb("generate", "lets a trained model write")
        {
            Examples = [("unroll generate runs/NAME --prime \"The \" --length 1000 --temperature 0.5", "goes on from these words")],
            Arguments = { run },
        };
        command.Group("Options", prime, length, temperature, topK, topP, seed, checkpoint, workers, json);
        command.SetAction(parsed =>
        {
            var sampling = new SamplingOptions { Temperature = parsed.GetValue(temperature) ?? 0.7f, TopK = parsed.GetValue(topK) ?? 0, TopP = parsed.GetValue(topP) ?? 1 };
            Check(sampling);
            using TextRun opened = TextRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, parsed.GetValue(workers) ?? 0);
            string start = parsed.GetValue(prime)!;
            WarnOfUnseen(session, opened, start);
            IEnumerable<string> symbols = opened.Generate(start, parsed.GetValue(length) ?? 300, sampling, parsed.GetValue(seed) ?? 1, session.Cancellation);
            return parsed.GetValue(json) ? Collect(session, start, symbols) : Stream(session, start, symbols);
        });
        return command;
    }

    static void WarnOfUnseen(Session session, TextRun run, string prime)
    {
        IReadOnlyList<string> unseen = run.Unseen(prime);
        if (unseen.Count > 0)
            session.Error.WriteLine($"unroll: the model has never seen {string.Join(", ", unseen.Select(CharacterName.Of))}; it reads the prime without");
    }

    static int Stream(Session session, string prime, IEnumerable<string> symbols)
    {
        session.Output.Write(prime);
        try
        {
            foreach (string symbol in symbols)
            {
                session.Output.Write(symbol);
                session.Output.Flush();
            }
        }
        finally
        {
            // Also when Ctrl-C ends it: the shell's prompt begins on a line of its own.
            session.Output.WriteLine();
        }

        return ExitCode.Done;
    }

    static int Collect(Session session, string prime, IEnumerable<string> symbols)
    {
        long start = Stopwatch.GetTimestamp();
        var text = new StringBuilder(prime);
        int count = 0;
        foreach (string symbol in symbols)
        {
            text.Append(symbol);
            count++;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        JsonOutput.Write(session.Output, writer =>
        {
            writer.WriteString("text", text.ToString());
            writer.WriteNumber("charactersPerSecond", count / seconds);
        });
        return ExitCode.Done;
    }

    static void Check(SamplingOptions sampling)
    {
        try
        {
            sampling.Check();
        }
        catch (ArgumentOutOfRangeException error)
        {
            string option = error.ParamName switch { nameof(SamplingOptions.Temperature) => "--temperature", nameof(SamplingOptions.TopK) => "--top-k", _ => "--top-p" };
            string reason = error.Message.Split(" (Parameter")[0];
            throw new InputException($"{option} {error.ActualValue}: {char.ToLowerInvariant(reason[0])}{reason[1..]}");
        }
    }
}
