using Unroll.Schedules;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Learning-rate schedules against Keras.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CosineDecay_AgreesWithKeras(bool warmup)
    {
        GoldenCase golden = Assert.Single(GoldenFile.Read("keras/schedules.json"), candidate =>
            candidate.Text("schedule") == "CosineDecay" && candidate.Object("config").Has("warmup_target") == warmup);
        GoldenCase config = golden.Object("config");
        var schedule = new CosineDecay(config.Number("initial_learning_rate"), (long)config.Number("decay_steps"))
        {
            WarmupTarget = warmup ? config.Number("warmup_target") : null,
            WarmupSteps = (long)config.Number("warmup_steps", 0),
        };

        float[] rates = [.. golden.Numbers("steps").Select(step => (float)schedule.At((long)step))];
        Assert.Equal(11, rates.Length);
        TensorAssert.Close(golden.Numbers("learningRates"), rates, 1e-6, "learning rates");
    }
}
