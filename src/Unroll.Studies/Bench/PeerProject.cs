namespace Unroll.Studies.Bench;

/// <summary>A project of benchmarks/peers: a library of .NET that is no part of the solution.</summary>
/// <param name="Peer">The name of the peer.</param>
/// <param name="Name">The project, and its folder.</param>
/// <param name="Megabytes">About how much is restored the first time.</param>
/// <param name="Does">The workloads that it has.</param>
sealed record PeerProject(string Peer, string Name, int Megabytes, Func<BenchWork, bool> Does)
{
    const string Sources = "src/Unroll.Studies/Bench";

    static readonly string[] s_kinds = [".cs", ".csproj", ".props"];

    /// <summary>libtorch, by TorchSharp: all workloads.</summary>
    public static PeerProject TorchSharp { get; } = new("torchsharp", "Unroll.TorchSharpPeer", 600, _ => true);

    /// <summary>ONNX Runtime: it does not train.</summary>
    public static PeerProject OnnxRuntime { get; } = new("onnxruntime", "Unroll.OnnxRuntimePeer", 150, work => work.IsGeneration);

    /// <summary>Its folder, seen from the repository.</summary>
    public string Folder => $"benchmarks/peers/{Name}";

    /// <summary>The folder that its program is built into, in a repository.</summary>
    public string Output(string repository) => Path.Combine(repository, "artifacts", "peers", Name);

    /// <summary>Its program, in a repository.</summary>
    public string Program(string repository) => Path.Combine(Output(repository), $"{Name}.dll");

    /// <summary>The repository that a program was built in: the folder above it that has this project.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public string RepositoryAbove(string program)
    {
        for (string? folder = program; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, Folder)))
                return folder;
        throw new InputException($"--peer {Peer}: needs the project {Folder}: use an unroll that was built in its repository, not one that was installed");
    }

    /// <summary>Whether there is a program that is newer than what it is made of.</summary>
    public bool IsBuilt(string repository)
    {
        DateTime built = File.GetLastWriteTimeUtc(Program(repository));
        return File.Exists(Program(repository)) && SourceFiles(repository).All(file => File.GetLastWriteTimeUtc(file) <= built);
    }

    IEnumerable<string> SourceFiles(string repository) =>
        from folder in new[] { Path.GetDirectoryName(Folder)!, Sources }
        let path = Path.Combine(repository, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
        where s_kinds.Contains(Path.GetExtension(file))
        select file;
}
