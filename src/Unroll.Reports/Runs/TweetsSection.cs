using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Tweets;

namespace Unroll.Reports.Runs;

/// <summary>How long tweets are, and those of the test about which the model was sure and wrong.</summary>
static class TweetsSection
{
    public static TweetsInsight? Read(RunFiles run) => run.Configuration is TweetsConfiguration ? run.Document(InsightFile.Name, TweetsInsight.Read) : null;

    public static IEnumerable<Chart> Charts(RunFiles run)
    {
        if (Read(run) is not { Lengths.Count: > 0 } insight)
            yield break;
        Point[] points = [.. insight.Lengths.Select((count, length) => new Point(length, count))];
        yield return new XyChart("Length of tweets", new Axis("tokens") { IsWhole = true }, new Axis("tweets"),
            [new Series("tweets", Mark.Bars, points)]);
    }

    public static IEnumerable<XElement> Mistakes(RunFiles run)
    {
        if (Read(run) is not { } insight)
            yield break;
        long all = insight.Lengths.Sum(count => (long)count), cut = insight.Lengths.Skip(insight.MaxTokens + 1).Sum(count => (long)count);
        if (all > 0)
            yield return Page.Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"{cut:N0} of {all:N0} tweets ({100.0 * cut / all:0.##} %) are longer than the {insight.MaxTokens} tokens that are read of one."));
        if (insight.Mistakes.Count == 0)
            yield break;
        yield return Page.Paragraph(string.Create(CultureInfo.InvariantCulture,
            $"The surest of {insight.Wrong:N0} mistakes among the {insight.Tweets:N0} tweets of the test, as the model reads them:"));
        yield return HtmlTable.From(new Table(
            [Column.Number("line"), Column.Text("class"), Column.Text("predicted"), Column.Number("probability"), Column.Text("tweet")],
            [.. insight.Mistakes.Select(one => (Cell[])[(int)one.Line, one.Class, one.Predicted, one.Probability, one.Text])]));
    }
}
