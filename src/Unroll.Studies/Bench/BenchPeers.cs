using Unroll.Naming;

namespace Unroll.Studies.Bench;

/// <summary>The peers by name.</summary>
public static class BenchPeers
{
    static readonly Registry<Kind> s_kinds = new(
        "peer",
        ("torchsharp", Kind.Of(PeerProject.TorchSharp)),
        ("pytorch", new Kind(_ => true, (_, cancellation) => new PyTorchPeer(cancellation))),
        ("onnxruntime", Kind.Of(PeerProject.OnnxRuntime)));

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => s_kinds.Names;

    /// <summary>The variables that hold PyTorch's library to 256 bits where we are held to them.</summary>
    public static string HeldBy => string.Join(", ", PeerEnvironment.Avx2.Select(variable => $"{variable.Name}={variable.Value}"));

    /// <summary>Finds peers and makes sure that they can run; one that is a project is built where it is not yet.</summary>
    /// <param name="names">Names with commas between: torchsharp,pytorch.</param>
    /// <param name="works">The workloads; a peer has to do at least one of them.</param>
    /// <param name="say">Receives a line about what takes long.</param>
    /// <param name="cancellationToken">Ends the processes that are started.</param>
    /// <exception cref="InputException">A name is unknown, a peer does nothing of it, or what it needs is missing.</exception>
    public static IReadOnlyList<IBenchPeer> Find(string names, IReadOnlyList<BenchWork> works, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(works);
        string[] chosen = [.. names.Split(',', StringSplitOptions.TrimEntries).Distinct()];

        // All are looked at before the first of them is built.
        foreach (string name in chosen)
            if (!s_kinds.TryFind(name, out Kind? kind))
                throw new InputException(NearestName.Clause($"--peer {name}: unknown", name, Names));
            else if (!works.Any(kind.Does))
                throw new InputException($"--peer {name}: does none of these workloads; it does "
                    + string.Join(", ", BenchWorks.All.Where(kind.Does).Select(work => work.Name)));
        return [.. chosen.Select(name => s_kinds.Find(name).Create(say, cancellationToken))];
    }

    sealed record Kind(Func<BenchWork, bool> Does, Func<Action<string>, CancellationToken, IBenchPeer> Create)
    {
        public static Kind Of(PeerProject project) => new(project.Does, (say, cancellation) => new ProjectPeer(project, say, cancellation));
    }
}
