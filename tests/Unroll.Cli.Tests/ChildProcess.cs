using System.Diagnostics;
using System.Runtime.InteropServices;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests;

/// <summary>The command line as a process of its own, to test signals, closed pipes and the environment. One that does not end is killed.</summary>
public sealed partial class ChildProcess : IDisposable
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Terminate = 15;

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    static readonly string[] s_defaultSignals = ["env", "--default-signal=HUP,INT,TERM"];
    static readonly Lazy<bool> s_setsSignals = new(SetsSignals);

    readonly Process _process;
    readonly CancellationTokenSource _patience = new(s_patience);

    public ChildProcess(string[] args, params (string Name, string Value)[] environment)
        : this(environment, Host(args))
    {
    }

    ChildProcess((string Name, string Value)[] environment, string[] program)
    {
        string[] command = s_setsSignals.Value ? [.. s_defaultSignals, .. program] : program;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _patience.Token.Register(_process.Kill);
    }

    /// <summary>The command line in a shell: <c>$@</c> in the script stands for it.</summary>
    public static ChildProcess InShell(string script, params string[] args) => new([], ["bash", "-c", script, "bash", .. Host(args)]);

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public async Task<int> ExitCode()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>What the process wrote until it ended.</summary>
    public async Task<CliResult> Result()
    {
        Task<string> output = Output.ReadToEndAsync(), error = Error.ReadToEndAsync();
        return new CliResult(await ExitCode(), await output, await error);
    }

    public void Dispose()
    {
        _patience.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    static string[] Host(string[] args) => ["dotnet", typeof(CommandLine).Assembly.Location, .. args];

    /// <summary>Whether a child receives signals: a shell ignores Ctrl-C in what it starts in the background, and children inherit that.</summary>
    static bool SetsSignals()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var probe = Process.Start(new ProcessStartInfo(s_defaultSignals[0], [s_defaultSignals[1], "true"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
