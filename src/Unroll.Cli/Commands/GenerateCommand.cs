using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Kernels.MatMul;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>unroll generate RUN.</summary>
static class GenerateCommand
{
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        var prompt = new Option<string>("--prompt", "--prime")
        {
            Description = "continues this prompt; --prime is the same", HelpName = "TEXT", DefaultValueFactory = _ => "",
        };
        Option<int?> length = Numbers.Whole("--length", "characters to generate, or words or tokens where the model writes these [300]", least: 1);
        Option<float?> temperature = Numbers.Real("--temperature", "below 1, rare characters become rarer; 0 takes the most likely character [0.7]");
        Option<int?> topK = Numbers.Whole("--top-k", "samples from the N most likely characters; 0 for all [0]");
        Option<float?> topP = Numbers.Real("--top-p", "samples from the most likely characters that together reach this probability [1]");
        Option<long?> seed = Numbers.Long("--seed", "the same seed generates the same text [1]");
        Option<string?> weights = WeightsOption.Create();
        Option<string?> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("generate", "generates text with a trained model")
        {
            Examples = [("unroll generate runs/NAME --prompt \"The \" --length 1000 --temperature 0.5", "continues this prompt")],
            Arguments = { run },
        };
        command.Group("Options", prompt, length, temperature, topK, topP, seed, weights, checkpoint, workers, json);
        command.SetAction(parsed =>
        {
            var sampling = new SamplingOptions
            {
                Temperature = parsed.GetValue(temperature) ?? 0.7f, TopK = parsed.GetValue(topK) ?? 0, TopP = parsed.GetValue(topP) ?? 1,
            };
            Check(sampling);
            WeightFormat format = WeightsOption.Parse(parsed.GetValue(weights));
            using TrainedModel opened = SavedRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint), parsed.GetValue(workers) ?? 0);
            ITextWriter writer = opened.Writer
                ?? throw new InputException(
                    $"{parsed.GetValue(run)}: a run of the task {opened.Configuration.Task}, which generates no text; use 'unroll predict'");
            writer.Weights = format;
            string start = parsed.GetValue(prompt)!;
            var note = new CheckpointNote(session, opened.Checkpoint!);
            string[] remarks = [.. note.Remarks, .. writer.UnseenRemark(start) is { } unseen ? [unseen] : Array.Empty<string>()];
            session.WriteRemarks(remarks);
            IEnumerable<string> symbols = writer.Write(start, parsed.GetValue(length) ?? 300, sampling, parsed.GetValue(seed) ?? 1, session.Cancellation);
            return parsed.GetValue(json) ? Collect(session, start, symbols, format, note, remarks) : Stream(session, start, symbols);
        });
        return command;
    }

    static int Stream(Session session, string prompt, IEnumerable<string> symbols)
    {
        session.Output.Write(prompt);
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

    static int Collect(
        Session session, string prompt, IEnumerable<string> symbols, WeightFormat weights, CheckpointNote note, IReadOnlyList<string> remarks)
    {
        long start = Stopwatch.GetTimestamp();
        var text = new StringBuilder(prompt);
        int count = 0;
        foreach (string symbol in symbols)
        {
            text.Append(symbol);
            count += symbol.EnumerateRunes().Count();
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var document = new GenerationDocument(text.ToString(), count / seconds, WeightsOption.Name(weights), note.Name, remarks);
        JsonOutput.Write(session.Output, document, OutputJson.Readable.GenerationDocument);
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
            string option = error.ParamName switch
            {
                nameof(SamplingOptions.Temperature) => "--temperature",
                nameof(SamplingOptions.TopK) => "--top-k",
                _ => "--top-p",
            };
            string reason = error.Message.Split(" (Parameter")[0];
            throw new InputException($"{option} {error.ActualValue}: {char.ToLowerInvariant(reason[0])}{reason[1..]}");
        }
    }
}
