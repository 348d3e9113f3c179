using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Reports.Tests.Runs;

public class TextSectionTests
{
    static readonly TextInsight s_insight = new(["<", "\n", "b"], [1, 0.25, 0.5],
        [[new SymbolGuess("<", 1)], [new SymbolGuess(" ", 0.75), new SymbolGuess("\n", 0.25)], [new SymbolGuess("b", 0.5)]],
        [new UnitTrace(3, "brackets", -0.517, [1, 1, -0.5f])], [1, 0.1, 0]);

    [Fact]
    public void Expectation_IsDarker_WhereTheModelWasSurprised()
    {
        XElement[] parts = [.. InsightSection.Expectation(s_insight)];
        Assert.Contains("1.00 bits per character", parts[0].Value, StringComparison.Ordinal);
        XElement[] symbols = [.. parts[1].Elements()];
        Assert.Equal(["--p:0", "--p:0.75", "--p:0.5"], symbols.Select(symbol => symbol.Attribute("style")!.Value));
        Assert.Equal(["<", "↵\n", "b"], symbols.Select(symbol => symbol.Value));
        Assert.Equal("↵ 0.25; expected space 0.75, ↵ 0.25", symbols[1].Attribute("title")!.Value);
        Assert.Empty(InsightSection.Expectation(null));
    }

    /// <summary>(−log₂ 2⁻²⁰ − log₂ 1) / 2; a probability that is cut off at four digits would give 6.64.</summary>
    [Fact]
    public void Expectation_CountsTheBitsOfARareSymbol_InFull()
    {
        var insight = new TextInsight(["a", "b"], [9.54e-7, 1], [[new SymbolGuess("b", 1)], [new SymbolGuess("b", 1)]], [], []);
        Assert.Contains("10.00 bits per character", InsightSection.Expectation(insight).First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_ColourThePassage_ByTheirActivation()
    {
        XElement[] parts = [.. InsightSection.Units(s_insight)];
        Assert.Equal("Unit 3 follows brackets (correlation -0.52)", parts[1].Value);
        Assert.Empty(InsightSection.Units(s_insight with { Units = [] }));
        Assert.Equal([("p4", "<↵\n"), ("n2", "b")], parts[2].Elements().Select(span => (span.Attribute("class")!.Value, span.Value)));
        Assert.Equal("", Assert.Single(InsightSection.Units(s_insight with { Units = [new UnitTrace(0, "x", 1, [0, 0, 0])] }).Last().Elements())
            .Attribute("class")?.Value ?? "");
    }

    [Fact]
    public void Reach_IsByDistance()
    {
        var chart = (XyChart)InsightSection.Reach(s_insight)!;
        Assert.Equal([new Point(0, 1), new Point(1, 0.1), new Point(2, 0)], Assert.Single(chart.Series).Points);
        Assert.Null(InsightSection.Reach(s_insight with { Reach = [0, 0] }));
        Assert.Null(InsightSection.Reach(s_insight with { Reach = [] }));
    }

    [Fact]
    public void Passages_HaveTheirSeedAndWhatFollows()
    {
        using RunSample run = new RunSample(new TextConfiguration()).Write("continuations.csv", "prime,continuation\n\"the <b>\",cat\n");
        XElement passage = Assert.Single(PassagesSection.Continuations(run.Files));
        Assert.Equal([("seed", "the <b>"), ("", "cat")], passage.Elements().Select(part => (part.Attribute("class")?.Value ?? "", part.Value)));
        Assert.Contains("the &lt;b&gt;", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_AreOfTheFirstEpochs_OfLaterOnes_AndOfTheLast()
    {
        using RunSample run = new(new TextConfiguration());
        Directory.CreateDirectory(Path.Combine(run.Folder, "samples"));
        for (int epoch = 1; epoch <= 12; epoch++)
            run.Write($"samples/epoch-{epoch:D4}.txt", $"text {epoch}\n");
        Assert.Equal(["After epoch 1", "text 1", "After epoch 2", "text 2", "After epoch 4", "text 4", "After epoch 8", "text 8", "After epoch 12", "text 12"],
            PassagesSection.Samples(run.Files).Select(element => element.Value));
    }
}
