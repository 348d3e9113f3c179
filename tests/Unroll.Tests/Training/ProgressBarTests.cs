using Unroll.Tests.Training.Callbacks;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

public class ProgressBarTests
{
    static readonly Dictionary<string, double> s_figures =
        new() { ["loss"] = 2.25, ["accuracy"] = 0.5, ["val_loss"] = 2.5, ["val_accuracy"] = 0.25, ["val_perplexity"] = 12.5 };

    static string[] Epoch(int verbose, int columns)
    {
        using var output = new StringWriter();
        using var run = new ScriptedRun(new ProgressBar(output, verbose) { Columns = columns, IsTerminal = true });
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

    /// <summary>The loss is always shown, and as much else as there is room for: the sparkline goes first, then the speed, the bar, the time,
    /// the last metrics.</summary>
    [Theory]
    [InlineData(200, "count bar time speed losses loss accuracy")]
    [InlineData(95, "count bar time loss accuracy")]
    [InlineData(80, null)]
    [InlineData(72, "count time loss accuracy")]
    [InlineData(60, null)]
    [InlineData(40, "count loss accuracy")]
    [InlineData(30, "count loss")]
    [InlineData(15, "loss")]
    public void OnBatchEnd_NeverCutsTheLoss_WhateverTheWidth(int columns, string? expected)
    {
        string[] lines = Running(columns, isTerminal: true);
        Assert.NotEmpty(lines);
        foreach (string line in lines)
        {
            Assert.True(line.Length < columns, line);
            Assert.Matches(@"loss: (\d\.\d{4}|\d\.\d{4}e-\d+)", line);
            Assert.True(columns < 30 || Parts(line).StartsWith("count", StringComparison.Ordinal), line);
        }

        // The first line has one loss, and so no sparkline.
        Assert.Equal(expected ?? Parts(lines[^1]), Parts(lines[^1]));
    }

    [Fact]
    public void OnBatchEnd_LeavesOutTheSparklineFirst()
    {
        string[] forms = [.. Enumerable.Range(40, 100).Select(columns => Parts(Running(columns, isTerminal: true)[^1])).Distinct()];
        Assert.Contains("count bar time speed losses loss accuracy", forms);
        Assert.All(forms, form => Assert.True(form.Contains("speed", StringComparison.Ordinal) || !form.Contains("losses", StringComparison.Ordinal), form));
    }

    static string Parts(string line) => string.Join(' ', new (string Name, string Sign)[]
    {
        ("count", "/3"), ("bar", "["), ("time", "ETA"), ("speed", "characters/s"), ("losses", "▁"), ("loss", "loss: "), ("accuracy", "accuracy: "),
    }.Where(part => line.Contains(part.Sign, StringComparison.Ordinal)).Select(part => part.Name));

    [Fact]
    public void Bar_IsPlainLines_WhereThereIsNoTerminal()
    {
        using var output = new StringWriter();
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 2) with { Verbose = 1, Output = output });
        string text = output.ToString();
        Assert.DoesNotContain('\r', text.ReplaceLineEndings("\n"));
        Assert.Equal(4, text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Length);
        Assert.Contains("9/9 [====================]", text, StringComparison.Ordinal);
        Assert.Empty(Running(80, isTerminal: false));
    }

    /// <summary>The lines that are drawn while an epoch runs.</summary>
    static string[] Running(int columns, bool isTerminal)
    {
        using var output = new StringWriter();
        var bar = new ProgressBar(output, 1) { Columns = columns, IsTerminal = isTerminal, Unit = "characters", UnitsPerStep = 123456, Pause = 0 };
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 1) with { Callbacks = [bar], StepsPerEpoch = 3, Validation = null });
        return [.. output.ToString().Split('\r').Skip(1).Select(line => line.Split('\n')[0].TrimEnd())
            .Where(line => line.Length > 0 && line[0] != ' ' && !line.Contains("3/3", StringComparison.Ordinal))];
    }
}
