using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels.Simd;

/// <summary>Asks for memory that will be needed soon, so that it is in the second-level cache then. A hint: any address may be given.</summary>
static unsafe class Prefetch
{
    /// <summary>The line of an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }

    /// <summary>Several lines at a distance from each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines(float* first, nint distance, int count)
    {
        for (int i = 0; i < count; i++)
            Line(first + (i * distance));
    }
}
