using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Markup;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;

namespace Unroll.Reports.Runs;

/// <summary>Where in a sequence the answers are right, some answers, and how the gradient fades with the distance.</summary>
static class SequenceSection
{
    static readonly string[] s_models = ["untrained", "trained"], s_heads = ["sequence", "right answer", "answer of the model", ""];

    public static IEnumerable<Chart> Charts(RunFiles run)
    {
        if (Read(run) is { RightByStep.Count: > 1 } insight)
            yield return new XyChart("Right answers by position", new Axis("step of the sequence") { IsWhole = true },
                new Axis("per cent right") { HasZero = true },
                [new Series("", Mark.Line, [.. insight.RightByStep.Select((share, place) => new Point(insight.FirstStep + place, 100 * share))])]);
        if (run.Table("gradients.csv") is not { } table)
            yield break;
        double[] distances = RunFiles.Numbers(table, "distance");
        Series[] series =
        [
            .. s_models.Select(name => new Series(name, Mark.Line,
                [.. distances.Zip(RunFiles.Numbers(table, name), (distance, size) => new Point(distance, size))])),
        ];
        if (series.Any(one => one.Points.Any(point => point.Y > 0)))
            yield return new XyChart("How far back the gradient reaches", new Axis("steps before the last one read") { IsWhole = true },
                new Axis("size of the gradient", AxisKind.Logarithmic), series);
    }

    /// <summary>Sequences of the test with their answers; what is wrong in an answer is marked.</summary>
    public static IEnumerable<XElement> Examples(RunFiles run)
    {
        if (Read(run) is not { Examples.Count: > 0 } insight)
            yield break;
        XElement[] heads = [.. s_heads.Select(head => Html.Element("th", "", head))];
        yield return HtmlTable.Box(Html.Element("table", "answers", Html.Element("thead", "", Html.Element("tr", "", [.. heads])),
            Html.Element("tbody", "", [.. insight.Examples.Select(Row)])));
    }

    static XElement Row(SequenceExample example) => Html.Element("tr", "", Html.Element("td", "", example.Asked),
        Html.Element("td", "", string.Join(' ', example.Target)), Html.Element("td", "", [.. Answer(example)]),
        Html.Element("td", "", example.IsRight ? "right" : "wrong"));

    static IEnumerable<object> Answer(SequenceExample example)
    {
        for (int step = 0; step < example.Answer.Count; step++)
        {
            if (step > 0)
                yield return " ";
            bool isRight = example.IsRight || example.Answer[step] == example.Target[step];
            yield return isRight ? example.Answer[step] : Html.Element("mark", "", example.Answer[step]);
        }
    }

    static SequenceInsight? Read(RunFiles run) =>
        run.Configuration is SequencesConfiguration or ShapesConfiguration { Shape: ShapeKind.Reversal or ShapeKind.Parity }
            ? run.Document(InsightFile.Name, SequenceInsight.Read)
            : null;
}
