using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Unroll.Cli.Tests;

/// <summary>The command line as a process of its own, for what a process alone can be told: signals, closed pipes, an environment.</summary>
public sealed partial class ChildProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    readonly Process _process;

    public ChildProcess(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public async Task<int> ExitCode()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
