using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Studies.Bench;

/// <summary>What a peer's process finds in its environment: as many threads as we have, and no wider vectors.</summary>
static class PeerEnvironment
{
    /// <summary>AVX-512 F, DQ, CD, BW and VL in EBX of leaf 7.</summary>
    const uint Avx512 = (1u << 16) | (1u << 17) | (1u << 28) | (1u << 30) | (1u << 31);

    static readonly string[] s_threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>The variables that hold PyTorch's libraries to AVX2.</summary>
    public static IReadOnlyList<(string Name, string Value)> Avx2 { get; } =
        [("ATEN_CPU_CAPABILITY", "avx2"), ("ONEDNN_MAX_CPU_ISA", "AVX2"), ("MKL_ENABLE_INSTRUCTIONS", "AVX2"), ("OPENBLAS_CORETYPE", "Haswell")];

    /// <summary>Whether the user has held us to 256 bits (DOTNET_EnableAVX512=0) on a processor with AVX-512.</summary>
    public static bool IsHeldToAvx2 { get; } = Vector256.IsHardwareAccelerated && !Avx512F.IsSupported && HasAvx512();

    /// <summary>Sets the variables; those that the user has set are left alone, but for the threads.</summary>
    public static void Set(ProcessStartInfo command, int threads) => Set(command, threads, IsHeldToAvx2);

    internal static void Set(ProcessStartInfo command, int threads, bool isHeld)
    {
        foreach (string name in s_threads)
            command.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string value) in isHeld ? Avx2 : [])
            command.Environment.TryAdd(name, value);
    }

    static bool HasAvx512() => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && ((uint)X86Base.CpuId(7, 0).Ebx & Avx512) == Avx512;
}
