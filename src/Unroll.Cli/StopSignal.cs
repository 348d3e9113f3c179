using System.Runtime.InteropServices;
using Unroll.Cli.Terminal;

namespace Unroll.Cli;

/// <summary>
/// Turns Ctrl-C, SIGTERM and SIGHUP into a cancellation: the work ends after the running step. A second Ctrl-C or SIGTERM ends the process. A signal that the
/// caller ignores, as nohup does, stays ignored.
/// </summary>
sealed class StopSignal : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly PosixSignalRegistration[] _registrations;
    int _exitCode;
    int _requests;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ExitCode.Stopped, isRequest: true)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCode.Terminated, isRequest: true)),

        // When a terminal is closed, both the shell and the system send SIGHUP: a second one is no request to end at once.
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Stop(signal, ExitCode.HungUp, isRequest: false)),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>The exit code of a command that ended with <paramref name="code"/>: one that was stopped tells by which signal.</summary>
    public int ExitCodeOf(int code) => code == ExitCode.Stopped && _exitCode != 0 ? _exitCode : code;

    void Stop(PosixSignalContext signal, int exitCode, bool isRequest)
    {
        if (isRequest && Interlocked.Increment(ref _requests) > 1)
            return;
        signal.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
            return;
        _stop.Cancel();
        _ = Task.Delay(TimeSpan.FromSeconds(1)).ContinueWith(
            _ => Console.Error.WriteLine("\nStopping as soon as the running work allows it; another Ctrl-C quits at once."), TaskScheduler.Default);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }
}
