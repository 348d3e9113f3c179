using Unroll.Data;
using Unroll.Randomness;
using Unroll.Studies.Data.Prices;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class PriceWindowDataTests
{
    /// <summary>20 days of 3 features: day d has 10·d, 10·d + 1, 10·d + 2.</summary>
    static readonly float[] s_table = [.. Enumerable.Range(0, 60).Select(i => (10f * (i / 3)) + (i % 3))];

    [Fact]
    public void Cut_GivesWindowsTimeMajor_WithTheNextDaysOutputs()
    {
        var data = new PriceWindowData(s_table, 3, [2, 0], 4, firstTarget: 6, count: 5);
        var arena = new Arena();
        Assert.Equal(new Shape(4, 3), data.SampleShape);
        Assert.Equal(3, data.BatchCount(2));
        for (int index = 0; index < 3; index++)
        {
            arena.Reset();
            Batch batch = data.Cut(arena, 2, index, order: null);
            int rows = index < 2 ? 2 : 1;
            Assert.Equal((new Shape(4, rows, 3), new Shape(rows, 2), rows), (batch.Inputs.Shape, batch.Targets.Shape, batch.Weight));
            for (int row = 0; row < rows; row++)
            {
                int target = 6 + (2 * index) + row;
                for (int time = 0; time < 4; time++)
                    Assert.Equal([10 * (target - 4 + time), (10 * (target - 4 + time)) + 1, (10 * (target - 4 + time)) + 2],
                        batch.Inputs.Values.Slice(((time * rows) + row) * 3, 3).ToArray());
                Assert.Equal([(10 * target) + 2, 10 * target], batch.Targets.Values.Slice(row * 2, 2).ToArray());
            }
        }
    }

    [Fact]
    public void Cut_TakesEveryTargetOnce_AndOnlyThose_WhenShuffled()
    {
        var data = new PriceWindowData(s_table, 3, [0], 4, firstTarget: 4, count: 12);
        var arena = new Arena();
        var targets = new List<float>();
        for (int index = 0; index < data.BatchCount(5); index++)
        {
            arena.Reset();
            targets.AddRange(data.Cut(arena, 5, index, RandomKey.FromSeed(3)).Targets.Values.ToArray());
        }

        float[] expected = [.. Enumerable.Range(4, 12).Select(day => 10f * day)];
        Assert.NotEqual(expected, targets);
        Assert.Equal(expected, targets.Order());
    }

    [Fact]
    public void Cut_AllocatesNothing_InASteadyState()
    {
        var data = new PriceWindowData(s_table, 3, [0], 4, firstTarget: 4, count: 12);
        var arena = new Arena();
        long before = 0;
        for (int step = 0; step < 40; step++)
        {
            if (step == 20)
                before = GC.GetAllocatedBytesForCurrentThread();
            arena.Reset();
            data.Cut(arena, 4, step % 3, RandomKey.FromSeed(3));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 17)]
    [InlineData(19, 2)]
    public void Constructor_Throws_WhenATargetHasNoWindow(int firstTarget, int count) =>
        Assert.Throws<ArgumentException>(() => new PriceWindowData(s_table, 3, [0], 4, firstTarget, count));
}
