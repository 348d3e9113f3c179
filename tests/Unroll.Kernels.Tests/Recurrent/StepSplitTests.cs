using Unroll.Kernels.Recurrent;

namespace Unroll.Kernels.Tests.Recurrent;

public sealed class StepSplitTests
{
    /// <summary>Gated panels cover 16 units, so an LSTM of 1024 has 64 of them.</summary>
    [Theory]
    [InlineData(128, 256, 2, 64, 16)]
    [InlineData(32, 64, 2, 16, 4)]
    [InlineData(64, 1024, 2, 64, 32)]
    [InlineData(64, 512, 2, 64, 16)]
    [InlineData(1, 1024, 2, 1, 32)]
    [InlineData(1, 64, 2, 1, 4)]
    [InlineData(128, 256, 1, 128, 16)]
    [InlineData(32, 64, 16, 2, 4)]
    public void Parts_AreTheCheapest(int batch, int units, int workers, int rows, int panels)
    {
        var split = new StepSplit(batch, units / 16, 4L * units * units, workers, mayMeet: true);
        Assert.Equal((rows, panels), (split.Rows, split.Panels));
    }

    /// <summary>More workers than rows or panels alone could employ.</summary>
    [Theory]
    [InlineData(32, 1024, 64)]
    [InlineData(32, 256, 64)]
    [InlineData(32, 1024, 16)]
    [InlineData(128, 256, 64)]
    public void Parts_EmployMostWorkers(int batch, int units, int workers)
    {
        var split = new StepSplit(batch, units / 16, 4L * units * units, workers, mayMeet: true);
        Assert.InRange(split.Count, workers / 2, workers);
    }

    [Fact]
    public void Parts_CoverEveryRowAndPanelOnce()
    {
        foreach (int workers in new[] { 1, 2, 3, 16, 64 })
            foreach (int batch in new[] { 0, 1, 2, 31, 128 })
                foreach (int panels in new[] { 1, 3, 64 })
                    foreach (bool mayMeet in new[] { false, true })
                        AssertCovers(new StepSplit(batch, panels, panels * 16L * panels * 64, workers, mayMeet), batch, panels);
    }

    [Fact]
    public void Parts_AreOfRowsOnly_WhenAStepHasTwoProducts() =>
        Assert.False(new StepSplit(1, 64, 4L << 20, 8, mayMeet: false).Meets);

    static void AssertCovers(StepSplit split, int batch, int panels)
    {
        int[] seen = new int[batch * panels];
        for (int part = 0; part < split.Count; part++)
        {
            (int row, int rows) = split.RowsOf(part);
            (int panel, int some) = split.PanelsOf(part);
            for (int i = row; i < row + rows; i++)
                for (int j = panel; j < panel + some; j++)
                    seen[(i * panels) + j]++;
        }

        Assert.All(seen, count => Assert.Equal(1, count));
    }
}
