using System.Globalization;
using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Runs;

namespace Unroll.Cli.Commands;

/// <summary>The result of a pretraining: its metrics, and what to do with the model.</summary>
/// <param name="session">Where it is written.</param>
/// <param name="result">What it ended with.</param>
sealed class PretrainingReport(Session session, PretrainingResult result)
{
    /// <summary>Writes it and returns the exit code.</summary>
    public int Write(bool json)
    {
        string folder = ShellWord.Of(result.Folder);
        if (json)
            JsonOutput.Write(session.Output, Describe(), OutputJson.Readable.PretrainingDocument, result.Metrics);
        if (result.Failure is { } failure)
        {
            session.Error.WriteLine($"unroll: {failure}; no model was written. Use a smaller --learning-rate or --clip");
            return ExitCode.Failed;
        }

        if (result.Stopped)
        {
            session.Error.WriteLine();
            session.Error.WriteLine(result.Steps == 0
                ? "Stopped before the first step. Resume it with:"
                : $"Stopped after {Quantity.Text(result.Steps, "step")}; the model so far is in {folder}. Resume it with:");
            session.Error.WriteLine($"  unroll pretrain bert --resume {folder}");
            return ExitCode.Stopped;
        }

        if (!json)
            Show(Screen.On(session.Output), folder);
        return ExitCode.Done;
    }

    void Show(IAnsiConsole console, string folder)
    {
        console.Line();
        RunTables.Write(console, MetricTable.OfEpoch(result.Metrics), isSynthetic: false);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{Quantity.Text(result.Parameters, "parameter")}, {Quantity.Text(result.Steps, "step")} in ")
            + string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:F1} s with evaluation, {result.TokensPerSecond:N0} tokens/s without"));
        if (result.Passage is { } passage)
            Show(console, passage);
        console.Line();
        console.Line($"The model is in {folder}: config.json, model.safetensors, vocab.txt. Train it further:");
        console.Line($"  unroll pretrain bert --init-from {folder} --data FILE --out DIR", TextStyle.Name);
    }

    void Show(IAnsiConsole console, MaskedPassage passage)
    {
        console.Line();
        console.Line("What the model finds in a held-out passage:", TextStyle.Quiet);
        console.Line();
        foreach (string line in WordWrap.Lines(passage.Text, session.Columns - 1))
            console.Line(line);
        RunTables.Write(console, passage.Guesses, isSynthetic: false);
    }

    PretrainingDocument Describe() => new(
        result.Folder, result.Parameters, result.Data.Tokenizer.Size, result.Data.Training.Count, result.Data.TrainingTokens, result.Epochs, result.Steps,
        result.Seconds, result.TokensPerSecond, result.Stopped, TrainingReport.Name(result.Outcome), result.Failure, result.Data.Remarks);
}
