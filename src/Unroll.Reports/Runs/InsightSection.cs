using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Reports.Runs;

/// <summary>What a text network expects and remembers: a passage coloured by how sure it was, and by what its units hold, and how far back it looks.</summary>
static class InsightSection
{
    const int Steps = 4;

    /// <summary>Of a symbol that the model held impossible: Keras' epsilon, so that one of them does not make the mean infinite.</summary>
    const double LeastProbability = 1e-7;

    public static TextInsight? Read(RunFiles run) => run.Configuration is TextConfiguration ? run.Document(InsightFile.Name, TextInsight.Read) : null;

    /// <summary>The passage, darker where the model was surprised; the pointer shows what it expected instead.</summary>
    public static IEnumerable<XElement> Expectation(TextInsight? insight)
    {
        if (insight is null || insight.Symbols.Count == 0)
            yield break;
        // A symbol is a character, or a word or a token of several.
        int characters = insight.Symbols.Sum(symbol => Math.Max(1, symbol.EnumerateRunes().Count()));
        double bits = insight.Probabilities.Sum(probability => -Math.Log2(Math.Max(probability, LeastProbability))) / characters;
        yield return Page.Paragraph(string.Create(CultureInfo.InvariantCulture,
            $"Text that the model was not trained on, where the run holds some out; {bits:F2} bits per character over it. The stronger a character "
            + $"is coloured, the less likely the model held it; the pointer shows what it expected."), "note");
        var passage = Html.Element("pre", "passage surprise");
        for (int i = 0; i < insight.Symbols.Count; i++)
        {
            string expected = string.Join(", ", insight.Guesses[i].Select(guess => $"{Name(guess.Symbol)} {NumberText.Of(guess.Probability)}"));
            XElement symbol = Html.Element("span", "", Shown(insight.Symbols[i]));
            symbol.Add(new XAttribute("style", $"--p:{Svg.Number(1 - insight.Probabilities[i])}"),
                new XAttribute("title", Html.Visible($"{Name(insight.Symbols[i])} {NumberText.Of(insight.Probabilities[i])}; expected {expected}")));
            passage.Add(symbol);
        }

        yield return passage;
    }

    /// <summary>For each unit that follows something the passage, coloured by its activation.</summary>
    public static IEnumerable<XElement> Units(TextInsight? insight)
    {
        if (insight?.Units is not { Count: > 0 } units)
            yield break;
        yield return Page.Paragraph("Blue where the activation of the unit is above 0, orange where it is below; the stronger, the farther from 0. Each unit "
            + "was chosen on the first half of a text, and its correlation measured on the second.", "note");
        foreach (UnitTrace unit in units)
        {
            yield return Html.Element("h3", "", string.Create(CultureInfo.InvariantCulture,
                $"Unit {unit.Unit} follows {unit.Follows} (correlation {unit.Correlation:F2})"));
            yield return Coloured(insight.Symbols, unit.Values);
        }
    }

    public static Chart? Reach(TextInsight? insight) => insight is null || insight.Reach.Count < 2 || !insight.Reach.Any(size => size > 0)
        ? null
        : new XyChart("How far back a character changes the prediction", new Axis("characters before the last one read") { IsWhole = true },
            new Axis("size of the gradient", AxisKind.Logarithmic),
            [new Series("", Mark.Line, [.. insight.Reach.Select((size, distance) => new Point(distance, size))])]);

    /// <summary>Neighbours of one shade are one element.</summary>
    static XElement Coloured(IReadOnlyList<string> symbols, IReadOnlyList<float> values)
    {
        double largest = values.Max(Math.Abs);
        XElement passage = Html.Element("pre", "passage unit");
        var text = new StringBuilder();
        int shade = 0;
        for (int i = 0; i <= symbols.Count; i++)
        {
            int next = i == symbols.Count ? int.MaxValue : largest > 0 ? (int)Math.Round(values[i] / largest * Steps) : 0;
            if (next != shade && text.Length > 0)
            {
                passage.Add(Html.Element("span", Style(shade), text.ToString()));
                text.Clear();
            }

            shade = next;
            if (i < symbols.Count)
                text.Append(Shown(symbols[i]));
        }

        return passage;
    }

    static string Style(int shade) => shade == 0 ? "" : shade > 0 ? $"p{shade}" : $"n{-shade}";

    /// <summary>A line break is shown before it is made: it has a probability too.</summary>
    static string Shown(string symbol) => symbol == "\n" ? "↵\n" : symbol;

    static string Name(string symbol) => symbol switch { "\n" => "↵", " " => "space", _ => symbol };
}
