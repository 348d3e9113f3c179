using Unroll.Kernels.Recurrent;

namespace Unroll.Kernels.Tests.Recurrent;

public sealed class SequenceLayoutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_LeadFromTheInitialToTheFinalBlock(bool backwards)
    {
        var layout = new SequenceLayout(4, 3, 2, backwards);
        int block = layout.Initial;
        for (int step = 0; step < 4; step++)
        {
            Assert.Equal(backwards ? 3 - step : step, layout.Time(step));
            Assert.Equal(block, layout.FirstPrevious + layout.Time(step));
            block = layout.FirstOutput + layout.Time(step);
        }

        Assert.Equal(layout.Final, block);
        Assert.Equal(((2 * 3) + 1) * 2, layout.Row(2, 1));
    }

    [Fact]
    public void Lengths_DoNotOverflow()
    {
        var layout = new SequenceLayout((1 << 15) - 1, 1 << 10, 1 << 7, false);
        Assert.Equal(1L << 32, layout.StateLength);
        Assert.Equal((1L << 32) - (1 << 17), layout.OutputLength);
    }
}
