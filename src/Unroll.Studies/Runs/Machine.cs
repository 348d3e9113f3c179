using System.Runtime.InteropServices;
using Unroll.Kernels.MatMul;

namespace Unroll.Studies.Runs;

/// <summary>What a program runs on.</summary>
/// <param name="Processor">The processor's name, as the system reports it.</param>
/// <param name="Cores">How many processors the system offers.</param>
/// <param name="VectorBits">The widest lane in use.</param>
/// <param name="Runtime">.NET and its version.</param>
/// <param name="System">The operating system.</param>
public sealed record Machine(string Processor, int Cores, int VectorBits, string Runtime, string System)
{
    const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>This one.</summary>
    public static Machine Here() => new(
        ProcessorName(), Environment.ProcessorCount, FmaPeak.LaneBits, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);

    /// <summary>"AMD EPYC 9355, 2 cores, 512-bit lanes, .NET 10.0.12".</summary>
    public string Line => $"{Processor}, {Cores} {(Cores == 1 ? "core" : "cores")}, {VectorBits}-bit lanes, {Runtime}";

    /// <summary>The name of the processor.</summary>
    public static string ProcessorName()
    {
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
