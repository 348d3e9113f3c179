using System.Runtime.InteropServices;
using Unroll.Cli;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, Session.OfConsole(stop.Token));

// The first signal ends the work after the running step; a second one ends the process.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested)
        return;
    signal.Cancel = true;
    stop.Cancel();
    _ = Task.Delay(TimeSpan.FromSeconds(1)).ContinueWith(
        _ => Console.Error.WriteLine("\nStopping as soon as the running work allows it; another Ctrl-C quits at once."), TaskScheduler.Default);
}
