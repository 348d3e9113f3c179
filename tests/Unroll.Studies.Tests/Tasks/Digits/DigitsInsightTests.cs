using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;

namespace Unroll.Studies.Tests.Tasks.Digits;

public class DigitsInsightTests
{
    [Fact]
    public void Look_KeepsTheSurestMisreadPictures()
    {
        DigitSet test = SyntheticDigits.Create(60, 2);
        var configuration = new DigitsConfiguration { Units = 8, LearningRate = 0.01f };
        using var model = new DigitsModel(configuration, new PictureSize(test.Rows, test.Columns), DigitDrawing.Of(test), new ModelSetup(null, 1));
        DigitsInsight insight = DigitsInsight.Look(model, test, CancellationToken.None);
        float[] outputs = DigitConfusion.Outputs(model, test, CancellationToken.None);
        int[] read = [.. Enumerable.Range(0, test.Count).Select(picture => DigitConfusion.ArgMax(outputs.AsSpan(picture * 10, 10)))];
        int[] wrong = [.. Enumerable.Range(0, test.Count).Where(picture => read[picture] != test.Labels[picture])];
        Assert.Equal((test.Count, wrong.Length), (insight.Pictures, insight.Wrong));
        Assert.Equal(24, insight.Misread.Count);
        Assert.Equal(wrong.OrderByDescending(picture => outputs[(picture * 10) + read[picture]]).Take(24), insight.Misread.Select(one => one.Picture));
        Assert.All(insight.Misread, one =>
        {
            Assert.Equal((test.Labels[one.Picture], read[one.Picture]), (one.Digit, one.ReadAs));
            Assert.Equal(outputs[(one.Picture * 10) + one.ReadAs], one.Probability, 1e-4);
            Assert.Equal(test.Picture(one.Picture).Pixels.ToArray(), one.Pixels);
        });
    }
}
