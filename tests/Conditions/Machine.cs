using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Tests.Conditions;

/// <summary>
/// Whether this machine has what tests need. The reasons are those of .ci/allowed-skips, word for word: a test skipped for another one fails there.
/// </summary>
static class Machine
{
    static readonly (Needs Need, bool IsMet, string Reason)[] s_needs =
    [
        (Needs.Unix, !OperatingSystem.IsWindows(), "needs the signals, pipes and shell of Unix"),
        (Needs.FullDisk, File.Exists("/dev/full"), "needs /dev/full"),
        (Needs.UnreadableFile, File.Exists("/proc/self/mem"), "needs /proc/self/mem"),
        (Needs.FusedMultiplyAdd, Fma.IsSupported || AdvSimd.IsSupported, "needs fused multiply-add"),
        (Needs.Vector512, Vector512.IsHardwareAccelerated, "needs vectors of 512 bits"),
        (Needs.LinuxX64, OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "needs Linux on x64"),
        (Needs.NoCoreType, Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is null, "needs OPENBLAS_CORETYPE to be unset"),
    ];

    /// <summary>All reasons for which a test may be skipped.</summary>
    public static IEnumerable<string> Reasons => s_needs.Select(need => need.Reason);

    /// <summary>The first need that is not met, in words; null where all are.</summary>
    public static string? Lacks(Needs needs) => s_needs.FirstOrDefault(need => needs.HasFlag(need.Need) && !need.IsMet).Reason;
}
