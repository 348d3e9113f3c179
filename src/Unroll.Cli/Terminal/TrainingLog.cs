using System.Globalization;
using System.Numerics;
using Spectre.Console;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Text;

namespace Unroll.Cli.Terminal;

/// <summary>Tells of a training run on standard error: what it begins with, and what the model writes after epochs 1, 2, 4, 8 …</summary>
sealed class TrainingLog(Session session, bool quiet) : ITextRunListener
{
    const string Bar = "  │ ";

    readonly IAnsiConsole _console = Screen.On(session.Error);

    public void OnStart(TextRunStart start)
    {
        if (quiet)
            return;
        string file = new RunFolder(start.Folder).Configuration;
        var configuration = TextConfiguration.FromJson(File.ReadAllText(file), file);
        Row("text", $"{configuration.Data}: {Number(start.Characters)} characters, {start.Symbols} different");
        Row("model", $"{Model(configuration)}: {Number(start.Parameters)} parameters");
        Row("training", $"{Number(start.Steps)} steps of {Number(configuration.Batch)} × {Number(configuration.Window)}, {Number(start.StepsPerEpoch)} an epoch");
        Row("run", start.Folder);
        _console.Line();
        if (start.ResumedAtStep >= start.Steps)
            _console.Line($"All its steps are done. To train longer, begin a new run: --config {ShellWord.Of(file)} --epochs N");
        else if (start.ResumedAtStep > 0)
            _console.Line($"Going on after step {Number(start.ResumedAtStep)}.");
    }

    public void OnSample(int epoch, string passage)
    {
        if (quiet || !BitOperations.IsPow2(epoch))
            return;
        _console.Line();
        foreach (string line in WordWrap.Lines(passage.Trim('\n'), session.Columns - Bar.Length - 1))
            _console.Line(Bar + line, Tone.Quiet);
        _console.Line();
    }

    void Row(string name, string value) => _console.Line(_console.Styled($"{name,-10}", Tone.Quiet) + value);

    static string Model(TextConfiguration configuration)
    {
        string input = configuration.Input switch
        {
            CharacterInput.Embedding => $"embedding {configuration.EmbeddingUnits}",
            CharacterInput.OneHot => "one-hot",
            _ => "scalar",
        };
        string layers = configuration.Layers == 1 ? "" : $"{configuration.Layers} × ";
        string dropout = configuration.Dropout == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", dropout {configuration.Dropout}");
        return $"{input}, {layers}{configuration.Cell} {configuration.Units}{dropout}";
    }

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
