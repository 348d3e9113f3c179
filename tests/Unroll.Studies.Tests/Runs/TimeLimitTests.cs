using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Runs;

public sealed class TimeLimitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Steps_Throws_WhenTheLimitIsNoTime(double limit)
    {
        var error = Assert.Throws<SettingException>(() => Steps(Small(), limit));
        Assert.Equal("maxSeconds", error.Setting);
        Assert.EndsWith("a time limit is above 0", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A limit that is over before it is measured leaves one step: a run always makes one.</summary>
    [Fact]
    public void Steps_IsOne_WhenThereIsNoTime() => Assert.Equal(1, Steps(Small(), 1e-9));

    [Fact]
    public void Steps_AreAtMostThoseOfTheConfiguration() => Assert.Equal(2, Steps(Small() with { Steps = 2 }, 2));

    /// <summary>Epochs are a usual value where the user named none; those that were named count as steps do.</summary>
    [Fact]
    public void Steps_AreAtMostThoseOfTheEpochs_WhereTheseWereAskedFor()
    {
        using PreparedRun limited = Small().Prepare(new RunOptions { Workers = 1, MaxSeconds = 2, LimitsEpochs = true });
        using PreparedRun whole = Small().Prepare(new RunOptions { Workers = 1 });
        using PreparedRun free = Small().Prepare(new RunOptions { Workers = 1, MaxSeconds = 2 });
        Assert.Equal(whole.Steps, limited.Steps);
        Assert.True(free.Steps > whole.Steps, $"{free.Steps}");
    }

    [Fact]
    public void Steps_MakesAModelOfItsOwn_AndDisposesOfNoOther()
    {
        using PreparedRun run = Small().Prepare(new RunOptions { Workers = 1 });
        float[] before = run.Model.Network.Parameters.Values.ToArray();
        int made = 0;
        TimeLimit.Steps(run.Configuration, run.Data, () =>
        {
            made++;
            return Small().Prepare(new RunOptions { Workers = 1 }).Model;
        }, 1e-9, long.MaxValue, 1, CancellationToken.None);
        Assert.Equal(1, made);
        Assert.Equal(before, run.Model.Network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Steps_CanBeCancelled() => Assert.ThrowsAny<OperationCanceledException>(
        () => Small().Prepare(new RunOptions { Workers = 1, MaxSeconds = 1e6 }, new CancellationToken(canceled: true)));

    static long Steps(MemoryConfiguration configuration, double limit)
    {
        using PreparedRun run = configuration.Prepare(new RunOptions { Workers = 1, MaxSeconds = limit });
        return run.Steps;
    }

    static MemoryConfiguration Small() => new() { Words = ["helloworld"], Units = 4, Epochs = 1 };
}
