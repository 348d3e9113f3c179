using System.Diagnostics;
using System.Runtime.Intrinsics;
using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class PeerEnvironmentTests
{
    [Fact]
    public void Set_GivesAsManyThreads_AndNoLimitOfWidth()
    {
        ProcessStartInfo command = Command();
        PeerEnvironment.Set(command, 3, isHeld: false);
        Assert.Equal(["3", "3"], new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS" }.Select(name => command.Environment[name]));
        Assert.False(command.Environment.ContainsKey("ATEN_CPU_CAPABILITY"));
    }

    [Fact]
    public void Set_HoldsToAvx2_ButForWhatTheUserHasSet()
    {
        ProcessStartInfo command = Command();
        command.Environment["OPENBLAS_CORETYPE"] = "Zen";
        PeerEnvironment.Set(command, 1, isHeld: true);
        Assert.Equal(
            ["avx2", "AVX2", "AVX2", "Zen"],
            new[] { "ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS", "OPENBLAS_CORETYPE" }.Select(name => command.Environment[name]));
    }

    [Fact]
    public void IsHeldToAvx2_OnlyWhereThereAreNoWiderVectors() => Assert.False(PeerEnvironment.IsHeldToAvx2 && Vector512.IsHardwareAccelerated);

    /// <summary>A command without what the machine of the test has set.</summary>
    static ProcessStartInfo Command()
    {
        var command = new ProcessStartInfo("program");
        command.Environment.Clear();
        return command;
    }
}
