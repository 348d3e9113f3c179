using Unroll.Schedules;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Learning-rate schedules against Keras, in every configuration of the file.</summary>
public sealed class ScheduleTests
{
    const string File = "keras/schedules.json";

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenFile.Read(File).Count)];

    [Fact]
    public void Cases_AreAllOfTheFile() => Assert.Equal(8, GoldenFile.Read(File).Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_AgreesWithKeras(int number)
    {
        GoldenCase golden = GoldenFile.Read(File)[number];
        LearningRateSchedule schedule = Make(golden.Text("schedule"), golden.Object("config"));
        float[] rates = [.. golden.Numbers("steps").Select(step => (float)schedule.At((long)step))];
        Assert.Equal(11, rates.Length);
        TensorAssert.Close(golden.Numbers("learningRates"), rates, 1e-6, golden.Text("schedule"));
    }

    static LearningRateSchedule Make(string name, GoldenCase config)
    {
        double initial = config.Number("initial_learning_rate", double.NaN);
        long steps = (long)config.Number("decay_steps", 0);
        bool staircase = config.Flag("staircase", false);
        return name switch
        {
            "ExponentialDecay" => new ExponentialDecay(initial, steps, config.Number("decay_rate")) { Staircase = staircase },
            "InverseTimeDecay" => new InverseTimeDecay(initial, steps, config.Number("decay_rate")) { Staircase = staircase },
            "PolynomialDecay" => new PolynomialDecay(initial, steps) { EndLearningRate = config.Number("end_learning_rate"), Power = config.Number("power") },
            "PiecewiseConstantDecay" => new PiecewiseConstantDecay([.. config.Numbers("boundaries").Select(step => (long)step)], config.Numbers("values")),
            "CosineDecay" => new CosineDecay(initial, steps)
            {
                WarmupTarget = config.Has("warmup_target") ? config.Number("warmup_target") : null,
                WarmupSteps = (long)config.Number("warmup_steps", 0),
            },
            "CosineDecayRestarts" => new CosineDecayRestarts(initial, (long)config.Number("first_decay_steps")),
            _ => throw new InvalidOperationException(name),
        };
    }
}
