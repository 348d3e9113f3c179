using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class PeerProjectTests : IDisposable
{
    static readonly PeerProject s_project = PeerProject.OnnxRuntime;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RepositoryAbove_IsTheFolderThatHasTheProject()
    {
        string repository = _folder.File("repository"), program = Path.Combine(repository, "artifacts", "bin", "Unroll.Cli", "release");
        Directory.CreateDirectory(program);
        Directory.CreateDirectory(Path.Combine(repository, s_project.Folder));
        Assert.Equal(repository, s_project.RepositoryAbove(program + Path.DirectorySeparatorChar));
        Assert.Equal(
            "--peer torchsharp: needs the project benchmarks/peers/Unroll.TorchSharpPeer: use an unroll that was built in its repository, "
            + "not one that was installed",
            Assert.Throws<InputException>(() => PeerProject.TorchSharp.RepositoryAbove(program)).Message);
    }

    [Fact]
    public void IsBuilt_UntilASourceIsNewer()
    {
        string source = Write(Path.Combine(s_project.Folder, "Program.cs")), shared = Write("src/Unroll.Studies/Bench/StepServer.cs");
        Write("benchmarks/peers/pytorch_works.py");
        Assert.False(s_project.IsBuilt(_folder.Path));
        string program = Write(Path.GetRelativePath(_folder.Path, s_project.Program(_folder.Path)));
        File.SetLastWriteTimeUtc(program, DateTime.UtcNow.AddMinutes(1));
        Assert.True(s_project.IsBuilt(_folder.Path));
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "benchmarks/peers/pytorch_works.py"), DateTime.UtcNow.AddMinutes(2));
        Assert.True(s_project.IsBuilt(_folder.Path));
        foreach (string newer in new[] { source, shared })
        {
            DateTime before = File.GetLastWriteTimeUtc(newer);
            File.SetLastWriteTimeUtc(newer, DateTime.UtcNow.AddMinutes(2));
            Assert.False(s_project.IsBuilt(_folder.Path));
            File.SetLastWriteTimeUtc(newer, before);
        }
    }

    [Fact]
    public void Does_WhatTheLibraryCan()
    {
        Assert.All(BenchWorks.All, work => Assert.True(PeerProject.TorchSharp.Does(work)));
        Assert.Equal(
            ["generate-256x2", "generate-1024", "generate-1024-bf16", "generate-64", "generate-window"],
            BenchWorks.All.Where(PeerProject.OnnxRuntime.Does).Select(work => work.Name));
    }

    string Write(string name)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
