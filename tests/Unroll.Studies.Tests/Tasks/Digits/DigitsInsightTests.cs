using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;

namespace Unroll.Studies.Tests.Tasks.Digits;

public class DigitsInsightTests
{
    [Fact]
    public void Look_KeepsTheSurestMisreadPictures()
    {
        DigitsConfiguration configuration = new() { Data = "synthetic", Units = 8, Seed = 3 };
        using PreparedRun run = configuration.Prepare(new RunOptions { Workers = 1 });
        var data = (DigitsData)run.Data;
        DigitsInsight insight = DigitsInsight.Look(run.Model, data.Test, CancellationToken.None);
        float[] outputs = DigitConfusion.Outputs(run.Model, data.Test, CancellationToken.None);
        int[] read = [.. Enumerable.Range(0, data.Test.Count).Select(picture => DigitConfusion.ArgMax(outputs.AsSpan(picture * 10, 10)))];
        Assert.Equal((data.Test.Count, read.Where((digit, picture) => digit != data.Test.Labels[picture]).Count()), (insight.Pictures, insight.Wrong));
        Assert.Equal(24, insight.Misread.Count);
        Assert.Equal(insight.Misread.Select(one => one.Probability).OrderDescending(), insight.Misread.Select(one => one.Probability));
        Assert.Equal(Enumerable.Range(0, data.Test.Count).Where(picture => read[picture] != data.Test.Labels[picture]).Max(picture => outputs.AsSpan(picture * 10, 10)[read[picture]]),
            insight.Misread[0].Probability, 1e-4);
        Assert.All(insight.Misread, one =>
        {
            Assert.Equal((data.Test.Labels[one.Picture], read[one.Picture]), (one.Digit, one.ReadAs));
            Assert.Equal(data.Test.Picture(one.Picture).Pixels.ToArray(), one.Pixels);
        });
    }
}
