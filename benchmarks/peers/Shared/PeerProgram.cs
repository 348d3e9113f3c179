using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Studies.Bench;

namespace Unroll.Peers;

/// <summary>
/// What the peers of .NET do: PROGRAM WORKLOAD THREADS answers as every side of 'unroll bench' does. Without a workload it ends at once: with 0 if it could
/// do one, with 3 and a line on standard error if its library cannot be loaded.
/// </summary>
static class PeerProgram
{
    const int Missing = 3;

    /// <summary>Runs to the end of the input.</summary>
    /// <param name="arguments">The workload and the threads, or nothing.</param>
    /// <param name="load">Loads the library; what it throws tells what is missing.</param>
    /// <param name="make">Makes the step of a workload with a number of threads.</param>
    /// <param name="name">The library and its version, once it is loaded.</param>
    public static int Run(string[] arguments, Action load, Func<string, int, Action> make, Func<string> name)
    {
        // Ctrl-C ends the process that asks, and with it our input.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        try
        {
            load();
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or NotSupportedException or TypeInitializationException
            or IOException or UnauthorizedAccessException)
        {
            // Of a library the system's own words, which say what it lacks, are the last line; the lines before are advice.
            Console.Error.WriteLine(error.GetBaseException().Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1]);
            return Missing;
        }

        if (arguments is [var workload, var count])
        {
            int threads = int.Parse(count, CultureInfo.InvariantCulture);
            StepServer.Run(make(workload, threads), new BenchIntroduction(name(), threads), Console.In, Console.Out);
        }

        return 0;
    }
}
