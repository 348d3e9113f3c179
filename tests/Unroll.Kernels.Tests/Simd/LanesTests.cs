using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Simd;

public sealed class LanesTests
{
    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_TakesTheLaneOfTheWidth(int laneWidth) => Assert.Equal(laneWidth, Width(laneWidth));

    [Fact]
    public void Run_TakesTheWidestLane_ForZero() => Assert.Equal(Hardware.Width, Width(0));

    [Fact]
    public void Run_Throws_WhenNoLaneHasTheWidth() => Assert.Throws<ArgumentOutOfRangeException>(() => Width(2));

    static int Width(int laneWidth)
    {
        var kernel = new WidthKernel();
        Lanes.Run(ref kernel, laneWidth);
        return kernel.Width;
    }

    struct WidthKernel : ILaneKernel
    {
        public int Width;

        public void Run<TLane>() where TLane : struct, ILane<TLane> => Width = TLane.Width;
    }
}
