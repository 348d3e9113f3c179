using Unroll.Data;
using Unroll.Tensors;

namespace Unroll.Tests.Data;

public sealed class SeriesDataTests
{
    readonly Arena _arena = new();

    [Fact]
    public void Cut_GivesEveryWindowWithTheNextValue()
    {
        var data = new SeriesData(new float[] { 1, 2, 3, 4, 5 }, window: 3);
        Assert.Equal(2, data.Count);
        Batch batch = data.Cut(_arena, 2, 0, order: null);
        Assert.Equal((new Shape(3, 2, 1), new Shape(2, 1)), (batch.Inputs.Shape, batch.Targets.Shape));
        Assert.Equal([1, 2, 2, 3, 3, 4], batch.Inputs.Values.ToArray());
        Assert.Equal([4, 5], batch.Targets.Values.ToArray());
    }

    [Fact]
    public void Cut_TakesTheColumnsAtTheHorizon()
    {
        var data = new SeriesData(new float[,] { { 1, 10 }, { 2, 20 }, { 3, 30 }, { 4, 40 } }, window: 1, horizon: 2, targets: 1);
        Assert.Equal(2, data.Count);
        Batch batch = data.Cut(_arena, 2, 0, order: null);
        Assert.Equal([1, 10, 2, 20], batch.Inputs.Values.ToArray());
        Assert.Equal([30, 40], batch.Targets.Values.ToArray());
        Batch all = new SeriesData(new float[,] { { 1, 10 }, { 2, 20 } }, window: 1).Cut(_arena, 1, 0, order: null);
        Assert.Equal([2, 20], all.Targets.Values.ToArray());
    }

    [Fact]
    public void Constructor_Throws_SayingWhatIsWrong()
    {
        Assert.Contains("no window of 3 with a target 1 after it", Error(() => new SeriesData(new float[3], 3)), StringComparison.Ordinal);
        Assert.Contains("no column 1", Error(() => new SeriesData(new float[9], 3, 1, 1)), StringComparison.Ordinal);
        Assert.Contains("window is at least 1", Error(() => new SeriesData(new float[9], 0)), StringComparison.Ordinal);
        Assert.Contains("horizon is at least 1", Error(() => new SeriesData(new float[9], 1, 0)), StringComparison.Ordinal);
        Assert.Contains("ids", Error(() => new SeriesData(new int[9], 3)), StringComparison.Ordinal);
    }

    static string Error(Func<SeriesData> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
}
