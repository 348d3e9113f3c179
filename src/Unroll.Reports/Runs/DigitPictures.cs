using Unroll.Reports.Charts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Shapes;

namespace Unroll.Reports.Runs;

/// <summary>Pictures of digits: those that the model misread although it was sure, or those that it wrote.</summary>
static class DigitPictures
{
    public static IEnumerable<Chart> Of(RunFiles run)
    {
        bool writes = run.Configuration is ShapesConfiguration { Shape: ShapeKind.OneToMany };
        bool reads = run.Configuration is DigitsConfiguration or ShapesConfiguration { Shape: ShapeKind.OneToOne or ShapeKind.ManyToOne };
        if (reads && run.Document(InsightFile.Name, DigitsInsight.Read) is { Misread.Count: > 0 } insight)
            yield return new PictureGrid($"The surest of {insight.Wrong:#,0} misread among {insight.Pictures:#,0}", [.. insight.Misread.Select(one =>
                new Picture($"{one.Digit} read as {one.ReadAs}, {Probability.Of(one.Probability)}", one.Rows, one.Columns, one.Pixels))]);
        if (writes && run.Document(InsightFile.Name, WrittenInsight.Read) is { Pictures.Count: > 0 } written)
            yield return new PictureGrid("What the model writes for each label", [.. written.Pictures.Select((pixels, label) =>
                new Picture($"{label}", written.Rows, written.Columns, pixels))]);
    }
}
