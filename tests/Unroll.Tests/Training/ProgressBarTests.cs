using Unroll.Tests.Training.Callbacks;
using Unroll.Training;

namespace Unroll.Tests.Training;

public class ProgressBarTests
{
    static readonly Dictionary<string, double> s_figures =
        new() { ["loss"] = 2.25, ["accuracy"] = 0.5, ["val_loss"] = 2.5, ["val_accuracy"] = 0.25, ["val_perplexity"] = 12.5 };

    static string[] Epoch(int verbose, int columns)
    {
        using var output = new StringWriter();
        using var run = new ScriptedRun(new ProgressBar(output, verbose) { Columns = columns });
        run.Epoch(s_figures);
        return output.ToString().Replace("\r", "", StringComparison.Ordinal).TrimEnd().Split('\n');
    }

    [Fact]
    public void OnEpochEnd_FoldsBetweenFigures_OnATerminal()
    {
        string[] lines = Epoch(verbose: 1, columns: 60);
        Assert.True(lines.Length > 1);
        Assert.All(lines, line => Assert.True(line.Length < 60, line));
        Assert.All(lines[1..], line => Assert.StartsWith("    - ", line, StringComparison.Ordinal));
        Assert.Equal(Epoch(verbose: 2, columns: 60)[0].Split(" - ")[2..],
            string.Concat(lines).Replace("    - ", " - ", StringComparison.Ordinal).Split(" - ")[2..]);
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(1, 3)]
    [InlineData(2, 60)]
    public void OnEpochEnd_KeepsOneLine_WhereThereIsRoom_NoRoomForAFigure_OrNoTerminal(int verbose, int columns)
    {
        string[] lines = Epoch(verbose, columns);
        Assert.Contains("val_perplexity: 12.5000", lines[^1], StringComparison.Ordinal);
        Assert.True(columns == 3 || lines.Length == 1);
    }
}
