using System.Runtime.Versioning;
using Unroll.Studies.Bench;
using Unroll.Tests.Conditions;

namespace Unroll.Studies.Tests.Bench;

public sealed class PyTorchPeerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Constructor_TellsHowToInstall_WhenThereIsNoInterpreterWithPyTorch()
    {
        var error = Assert.Throws<InputException>(() => new PyTorchPeer(["/nowhere/python3", "false"], CancellationToken.None));
        Assert.Contains("apt-get install python3-torch libopenblas0", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/python3, false", error.Message, StringComparison.Ordinal);
    }

    [UnsupportedOSPlatform("windows")]
    [MachineTheory(Needs.Unix | Needs.Vector512 | Needs.NoCoreType)]
    [InlineData("Haswell", 9, 7)]
    [InlineData("SkylakeX", 7, 9)]
    public void Start_TakesTheFastestCoreType(string fastest, int skylake, int haswell)
    {
        var peer = new PyTorchPeer([Interpreter($"case $OPENBLAS_CORETYPE in SkylakeX) t={skylake} ;; Haswell) t={haswell} ;; *) t=8 ;; esac")],
            CancellationToken.None);
        using IBenchSide side = peer.Start(BenchWorks.Find("E"), threads: 2);
        Assert.Equal(new BenchIntroduction("fake E 2", 2, fastest), side.Introduction);
        Assert.Equal([7, 7, 7], side.Time(3));
        Assert.True(side.PeakMemory is null or > 100_000);
    }

    [UnsupportedOSPlatform("windows")]
    [MachineFact(Needs.Unix)]
    public void Start_SaysWhatTheScriptSaid_WhenItFails()
    {
        var peer = new PyTorchPeer([Interpreter("echo one >&2; echo out of paper >&2; exit 5")], CancellationToken.None);
        var error = Assert.Throws<BenchProcessException>(() => peer.Start(BenchWorks.Find("E"), threads: 2));
        Assert.EndsWith("out of paper", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A program that takes the arguments of Python, has PyTorch, and keeps to the protocol.</summary>
    [UnsupportedOSPlatform("windows")]
    string Interpreter(string setUp)
    {
        string path = _folder.File("python3");
        File.WriteAllText(path, $$"""
            #!/bin/sh
            [ $# = 2 ] && exit 0
            t=8
            {{setUp}}
            echo "{\"name\": \"fake $3 $4\", \"threads\": $OMP_NUM_THREADS, \"coreType\": \"${OPENBLAS_CORETYPE:-Zen}\"}"
            while read -r steps; do
                line=$t
                while [ "$steps" -gt 1 ]; do line="$line $t"; steps=$((steps - 1)); done
                echo "$line"
            done
            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
