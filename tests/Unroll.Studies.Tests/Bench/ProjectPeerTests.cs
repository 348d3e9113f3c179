using System.Runtime.Versioning;
using Unroll.Studies.Bench;
using Unroll.Tests.Conditions;

namespace Unroll.Studies.Tests.Bench;

[UnsupportedOSPlatform("windows")]
public sealed class ProjectPeerTests : IDisposable
{
    static readonly PeerProject s_project = PeerProject.TorchSharp;

    readonly TemporaryFolder _folder = new();
    readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [MachineFact(Needs.Unix)]
    public void Constructor_BuildsTheProjectOnce_AndSaysSo()
    {
        string host = Host("");
        for (int i = 0; i < 2; i++)
        {
            var peer = new ProjectPeer(s_project, _folder.Path, host, _said.Add, CancellationToken.None);
            using IBenchSide side = peer.Start(BenchWorks.Find("E"), threads: 2);
            Assert.Equal(new BenchIntroduction("fake E 2", 2), side.Introduction);
            Assert.Equal([7, 7, 7], side.Time(3));
        }

        Assert.Equal(
            "--peer torchsharp: building benchmarks/peers/Unroll.TorchSharpPeer; the first time packages of about 600 MB are restored …",
            Assert.Single(_said));
    }

    [MachineFact(Needs.Unix)]
    public void Constructor_TellsTheFirstError_WhenTheProjectCannotBeBuilt() => Assert.Equal(
        "--peer torchsharp: benchmarks/peers/Unroll.TorchSharpPeer cannot be built: x.csproj : error NU1101: no such package",
        Complaint("[ $1 = build ] && echo one && echo 'x.csproj : error NU1101: no such package' && echo two && exit 1"));

    [MachineFact(Needs.Unix)]
    public void Constructor_TellsWhatIsMissing_WhenTheLibraryCannotBeLoaded() => Assert.Equal(
        "--peer torchsharp: libstdc++.so.6: version `GLIBCXX_3.4.32' not found",
        Complaint("[ $# = 1 ] && echo \"libstdc++.so.6: version \\`GLIBCXX_3.4.32' not found\" >&2 && exit 3"));

    [Fact]
    public void Constructor_TellsThatDotnetIsMissing() => Assert.Equal(
        "--peer torchsharp: /nowhere/dotnet, which builds and runs it, is not on the path",
        Assert.Throws<InputException>(() => new ProjectPeer(s_project, _folder.Path, "/nowhere/dotnet", _said.Add, CancellationToken.None)).Message);

    string Complaint(string setUp) => Assert.Throws<InputException>(
        () => new ProjectPeer(s_project, _folder.Path, Host(setUp), _said.Add, CancellationToken.None)).Message;

    /// <summary>A program that takes the arguments of dotnet: builds a program, and runs it as the protocol wants.</summary>
    string Host(string setUp)
    {
        string path = _folder.File("dotnet");
        File.WriteAllText(path, $$"""
            #!/bin/sh
            {{setUp}}
            [ $1 = build ] && mkdir -p "$6" && touch "$6/{{s_project.Name}}.dll" && exit 0
            [ $# = 1 ] && exit 0
            echo "{\"name\": \"fake $2 $3\", \"threads\": $OMP_NUM_THREADS}"
            while read -r steps; do
                line=7
                while [ "$steps" -gt 1 ]; do line="$line 7"; steps=$((steps - 1)); done
                echo "$line"
            done
            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
