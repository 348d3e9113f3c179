using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels.Simd;

/// <summary>What the processor offers; each member is a constant to the JIT.</summary>
static class Hardware
{
    /// <summary>Whether a · b + c is one instruction. Without it products are rounded twice and the bits differ from those of other processors.</summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>Floats in the widest lane: 16, 8, 4 or 1.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;
}
