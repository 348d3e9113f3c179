using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Reports.Runs;

/// <summary>Words as a memory completes them: each letter with its probability and the runner-up, coloured where the memory was unsure.</summary>
static class MemorySection
{
    public static IEnumerable<XElement> Of(RunFiles run)
    {
        if (run.Configuration is not MemoryConfiguration || run.Document(InsightFile.Name, MemoryInsight.Read) is not { Words.Count: > 0 } insight)
            yield break;
        yield return Page.Paragraph("The seed in gray, then the likeliest letter each time, with its probability and, below, the runner-up with its own. "
            + "The stronger a letter is coloured, the less sure the model was; a letter that is not that of the word is struck through.", "note");
        yield return Html.Element("div", "words", [.. insight.Words.Select(Row)]);
    }

    static XElement Row(RecalledWord word) => Html.Element("div", "word",
        [.. word.Seed.Select(letter => Html.Element("span", "letter seed", Html.Element("b", "", letter.ToString()))),
            .. word.Letters.Select((letter, place) => Letter(letter, word.Word[word.Seed.Length + place].ToString()))]);

    static XElement Letter(RecalledLetter letter, string right)
    {
        XElement cell = Html.Element("span", letter.Letter == right ? "letter" : "letter wrong",
            Html.Element("b", "", letter.Letter), Html.Element("i", "", Probability.Of(letter.Probability)),
            Html.Element("small", "", $"{letter.Other} {Probability.Of(letter.OtherProbability)}"));
        cell.Add(new XAttribute("style", $"--p:{Svg.Number(1 - letter.Probability)}"),
            new XAttribute("title", letter.Letter == right ? $"{letter.Letter} is right" : $"{letter.Letter} instead of {right}"));
        return cell;
    }
}
