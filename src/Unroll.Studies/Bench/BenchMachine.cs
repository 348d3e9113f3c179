using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Kernels.MatMul;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Bench;

/// <summary>Where and with what was measured.</summary>
/// <param name="Processor">Its name, as the system reports it.</param>
/// <param name="Cores">How many processors the system offers.</param>
/// <param name="VectorBits">The widest lane in use.</param>
/// <param name="Runtime">.NET and its version.</param>
/// <param name="Commit">The commit of the working copy that this program was built in; null outside of one.</param>
/// <param name="Date">The day.</param>
/// <param name="Load">How many processes wanted a processor in the minute before, as Linux reports it; null elsewhere.</param>
public sealed record BenchMachine(string Processor, int Cores, int VectorBits, string Runtime, string? Commit, DateOnly Date, double? Load)
{
    const string LoadFile = "/proc/loadavg";
    const double MostLoad = 0.5;

    /// <summary>Whether we are held to 256 bits on a processor that has more, and the peers with us.</summary>
    public bool IsHeldToAvx2 { get; init; }

    /// <summary>This one, today.</summary>
    public static BenchMachine Here() => new(
        Machine.ProcessorName(), Environment.ProcessorCount, FmaPeak.LaneBits, RuntimeInformation.FrameworkDescription, CommitOf(AppContext.BaseDirectory),
        DateOnly.FromDateTime(DateTime.Now), LoadOfTheLastMinute())
    {
        IsHeldToAvx2 = PeerEnvironment.IsHeldToAvx2,
    };

    /// <summary>Whether other processes are so busy that results will be too low, above all the peers': their threads wait for each other actively.</summary>
    public bool IsBusy => Load > MostLoad;

    static double? LoadOfTheLastMinute() =>
        File.Exists(LoadFile) ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture) : null;

    /// <summary>What git calls the state of a folder; with "-dirty" when files differ from the commit.</summary>
    static string? CommitOf(string folder)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["-C", folder, "describe", "--always", "--dirty", "--exclude", "*"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && commit.Length > 0 ? commit : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
