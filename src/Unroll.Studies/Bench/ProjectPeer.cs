using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Unroll.Studies.Bench;

/// <summary>
/// A peer of .NET: a project in benchmarks/peers, which is restored and built when it is asked for, and never with the solution. Its packages are larger than
/// everything else together.
/// </summary>
public sealed class ProjectPeer : IBenchPeer
{
    const string Host = "dotnet";

    readonly PeerProject _project;
    readonly string _host;
    readonly string _program;
    readonly CancellationToken _cancellation;

    internal ProjectPeer(PeerProject project, Action<string> say, CancellationToken cancellationToken)
        : this(project, project.RepositoryAbove(AppContext.BaseDirectory), Host, say, cancellationToken)
    {
    }

    internal ProjectPeer(PeerProject project, string repository, string host, Action<string> say, CancellationToken cancellationToken)
    {
        (_project, _host, _program, _cancellation) = (project, host, project.Program(repository), cancellationToken);
        if (!project.IsBuilt(repository))
            Build(repository, say);

        // Without a workload the program only looks whether it could do one.
        if (Run([_program]) is { ExitCode: not 0, Lines: var lines })
            throw new InputException($"--peer {project.Peer}: {lines.LastOrDefault("its program cannot run")}");
    }

    /// <inheritdoc/>
    public bool Does(BenchWork work) => _project.Does(work);

    /// <inheritdoc/>
    public IBenchSide Start(BenchWork work, int threads)
    {
        ArgumentNullException.ThrowIfNull(work);
        var command = new ProcessStartInfo(_host, [_program, work.PeerWork, threads.ToString(CultureInfo.InvariantCulture)]);
        PeerEnvironment.Set(command, threads);
        return new BenchProcess(command, _cancellation);
    }

    void Build(string repository, Action<string> say)
    {
        say($"--peer {_project.Peer}: building {_project.Folder}; the first time packages of about {_project.Megabytes} MB are restored …");
        (int exitCode, string[] lines) = Run(
        [
            "build", Path.Combine(repository, _project.Folder), "-c", "Release", "-o", _project.Output(repository), "-v", "q", "--nologo",
            "--disable-build-servers",
        ]);
        if (exitCode != 0)
            throw new InputException($"--peer {_project.Peer}: {_project.Folder} cannot be built: "
                + lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal), lines.LastOrDefault($"exit code {exitCode}")));
        File.SetLastWriteTimeUtc(_program, DateTime.UtcNow);
    }

    /// <summary>Runs the host to its end, and keeps what it wrote.</summary>
    (int ExitCode, string[] Lines) Run(string[] arguments)
    {
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(_host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using CancellationTokenRegistration stop = _cancellation.Register(() => process.Kill(entireProcessTree: true));
            Task<string> complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string text = process.StandardOutput.ReadToEnd() + "\n" + complaints.GetAwaiter().GetResult();
            process.WaitForExit();
            _cancellation.ThrowIfCancellationRequested();
            return (process.ExitCode, text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Win32Exception)
        {
            throw new InputException($"--peer {_project.Peer}: {_host}, which builds and runs it, is not on the path");
        }
    }
}
