using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>The summary of results that are given: what stands in it and how.</summary>
public sealed class SummaryMarkdownTests
{
    static readonly double[][] s_losses = [[1, 1.1], [2, 2.2], [9, 9.1], [3, 3.1]];

    [Fact]
    public void Write_BeginsWithTitleQuestionAndSettings()
    {
        string[] lines = Write(Study(), s_losses).Split('\n');
        Assert.Equal(["# A tiny study", "", "Does it run?", ""], lines[..4]);
        Assert.Equal("Task memory: units 4, words [\"helloworld\"]. 2 trainings a cell, seeds 7 to 8; ± is the standard deviation (n − 1).", lines[4]);
    }

    [Fact]
    public void Write_HasARowForEachCell_WithThePublishedFigureBeside()
    {
        string[] rows = Table(Write(Study(), s_losses), "## Figures");
        Assert.Equal("| cell | length | trainings | completion | training loss |", rows[0]);
        Assert.Equal("|---|---|---|---|---|", rows[1]);
        Assert.Equal("| gru | short | 2 | 0.7500 ± 0.3536 | 1.0500 ± 0.0707 |", rows[2]);
        Assert.Equal("| gru | long | 2 | 0.7500 ± 0.3536 (published 0.5 ± 0.1) | 2.1000 ± 0.1414 |", rows[3]);
        Assert.Equal(6, rows.Length);
    }

    [Fact]
    public void Write_TellsDifferencesWithTheirIntervals()
    {
        string[] rows = Table(Write(Study(), s_losses), "## Compared by training loss, lower is better, among those with the same length");
        Assert.Equal("| cell | length | difference to the best | 95 % interval |  |", rows[0]);
        Assert.Equal("| gru | short |  |  | best |", rows[2]);
        Assert.StartsWith("| simple_rnn | short | +8.0000 | +", rows[3], StringComparison.Ordinal);
        Assert.EndsWith(" | beyond the spread |", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CountsFailures_AndListsThem()
    {
        Study study = Study();
        CellResult[] cells =
        [
            .. study.Cells.Zip(s_losses, (cell, values) => new CellResult(
                cell, [Trained(values[0]), Trained(values[1]) with { Failure = "the disk | is full" }])),
        ];
        string text = SummaryMarkdown.Write(new StudyResult(study, "nowhere", cells, false));
        Assert.Contains("| gru | short | 2, 1 failed | 0.5000 | 1.0000 |", text, StringComparison.Ordinal);
        Assert.Contains("\n## Failures\n\n- cell=gru,length=short, seed 8: the disk | is full\n", text, StringComparison.Ordinal);
        Assert.Contains("| simple_rnn | long | ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SaysWhatTheFiguresAreNot_WhereTheStudyIsQuickOrTheDataAreMadeUp()
    {
        Study quick = Study() with { IsQuick = true };
        CellResult[] cells =
        [
            .. quick.Cells.Zip(s_losses, (cell, values) => new CellResult(cell, [Trained(values[0]) with { IsSynthetic = true }, Trained(values[1])])),
        ];
        string text = SummaryMarkdown.Write(new StudyResult(quick, "nowhere", cells, false));
        Assert.Contains("\n**This is the quick form: ", text, StringComparison.Ordinal);
        Assert.Contains("\n**Synthetic data: ", text, StringComparison.Ordinal);
        string plain = Write(Study(), s_losses);
        Assert.DoesNotContain("quick form", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("Synthetic", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EscapesWhatWouldEndACell_AndEndsWithOneLineBreak()
    {
        string text = Write(Study("\"value\": 0.5, \"deviation\": 0.1", "\"value\": 0.5, \"text\": \"a | b\\nc\""), s_losses);
        Assert.Contains("| cell gru, length long | completion | 0.5 | a \\| b↵c |", text, StringComparison.Ordinal);
        Assert.EndsWith("## What the source says\n\n- It runs.\n", text, StringComparison.Ordinal);
    }

    static Study Study(string right = "\"texts\"", string wrong = "\"texts\"") => StudyReader.Read(
        StudySamples.Memory.Replace(", \"trainingLoss@2\", \"trainingLoss@best\"", "", StringComparison.Ordinal)
            .Replace(right, wrong, StringComparison.Ordinal), "tiny.json") with
    {
        Texts = [],
    };

    static string Write(Study study, double[][] losses) => SummaryMarkdown.Write(new StudyResult(study, "nowhere",
        [.. study.Cells.Zip(losses, (cell, values) => new CellResult(cell, [.. values.Select((loss, trial) => Trained(loss, trial))]))], false));

    /// <summary>The lines of the table under a heading.</summary>
    static string[] Table(string text, string heading)
    {
        string[] lines = text.Split('\n');
        int first = Array.IndexOf(lines, heading);
        Assert.True(first >= 0, $"{heading} is not in\n{text}");
        return [.. lines.Skip(first + 2).TakeWhile(line => line.StartsWith('|'))];
    }

    static TrialResult Trained(double loss, int trial = 0) => new(1, 1, 1, 1, IsSynthetic: false, null,
        new Dictionary<string, double> { ["trainingLoss"] = loss, ["completion"] = trial == 0 ? 0.5 : 1 }, new Dictionary<string, double[]>());
}
