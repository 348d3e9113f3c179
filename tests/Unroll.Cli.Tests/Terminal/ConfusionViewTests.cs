using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Metrics;

namespace Unroll.Cli.Tests.Terminal;

public sealed class ConfusionViewTests
{
    /// <summary>Counts where they fit, shares where only these do, the most frequent confusions where the whole matrix does not.</summary>
    [Theory]
    [InlineData(1, 80, "predicted as which (column):", "│ 1     │  0 │ 20 │")]
    [InlineData(100_000, 80, "in % of its row:", "│ 1     │  0 │ 100 │")]
    [InlineData(100_000, 40, "confused the most often:", "│ 0     │ 9            │ 200000 │")]
    public void Write_ShowsWhatThereIsRoomFor(int times, int width, string title, string line)
    {
        string[] lines = Lines(Matrix(times), width);
        Assert.Contains(lines, text => text.Contains(title, StringComparison.Ordinal));
        Assert.Contains(lines, text => text.StartsWith(line, StringComparison.Ordinal));
        Assert.All(lines.Where(text => text.StartsWith('│')), text => Assert.InRange(text.Length, 0, width));
    }

    [Fact]
    public void Write_ReportsEveryClass()
    {
        string[] lines = Lines(Matrix(1), 80);
        Assert.Contains("│ 0            │    1.0000 │ 0.9000 │ 0.9474 │      20 │", lines);
        Assert.Contains("│ 9            │    0.9091 │ 1.0000 │ 0.9524 │      20 │", lines);
        Assert.Contains("│ macro avg    │    0.9909 │ 0.9900 │ 0.9900 │     200 │", lines);
    }

    [Fact]
    public void Write_HasAColumnForAnswersThatAreNoClass_WhereThereAreAny()
    {
        string[] lines = Lines(ConfusionMatrix.Create([0, 0, 1], [0, ConfusionMatrix.Other, 1], ["a", "b"]), 80);
        Assert.Contains("│ class │ a │ b │ other │", lines);
        Assert.Contains("│ a     │ 1 │ 0 │     1 │", lines);
        Assert.DoesNotContain(Lines(Matrix(1), 80), line => line.Contains("other", StringComparison.Ordinal));
    }

    /// <summary>Twenty of each digit, all right but for two 0 that are taken for 9.</summary>
    static ConfusionMatrix Matrix(int times)
    {
        int[] truth = [.. Enumerable.Range(0, 200).Select(place => place / 20)], predicted = [.. truth];
        (predicted[3], predicted[7]) = (9, 9);
        return ConfusionMatrix.Create(truth, predicted, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")],
            [.. Enumerable.Repeat((double)times, 200)]);
    }

    static string[] Lines(ConfusionMatrix matrix, int width)
    {
        using var text = new StringWriter();
        IAnsiConsole console = Screen.On(text);
        console.Profile.Width = width;
        ConfusionView.Write(console, matrix);
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
