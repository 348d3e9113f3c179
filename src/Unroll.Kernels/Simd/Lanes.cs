namespace Unroll.Kernels.Simd;

/// <summary>The one place where the width of a lane is chosen.</summary>
static class Lanes
{
    /// <summary>Runs a kernel in the lane of a width. The JIT compiles its body for each width in use, as if it were written for that one.</summary>
    /// <param name="kernel">The work.</param>
    /// <param name="width">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run<TKernel>(ref TKernel kernel, int width = 0) where TKernel : struct, ILaneKernel
    {
        switch (WidthOr(width))
        {
            case 16: kernel.Run<Lane512>(); break;
            case 8: kernel.Run<Lane256>(); break;
            case 4: kernel.Run<Lane128>(); break;
            case 1: kernel.Run<LaneScalar>(); break;
            default: throw new ArgumentOutOfRangeException(nameof(width), width, "A lane has 16, 8, 4 or 1 floats.");
        }
    }

    /// <summary>The width itself, or that of the widest lane for 0.</summary>
    public static int WidthOr(int width) => width == 0 ? Hardware.Width : width;
}
