using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace Unroll.Studies.Bench;

/// <summary>PyTorch in a process of its own, doing the same works on the same number of threads; it waits on its input while it is not its turn.</summary>
public sealed class BenchPeer : IDisposable
{
    const string Script = "peers/pytorch_works.py";

    readonly Process _process;

    BenchPeer(Process process, string about) => (_process, About) = (process, about);

    /// <summary>Version, BLAS and threads, as the peer tells them.</summary>
    public string About { get; }

    /// <summary>Starts the peer.</summary>
    /// <param name="threads">Threads that it may use.</param>
    /// <exception cref="InputException">Python or PyTorch is missing.</exception>
    public static BenchPeer Start(int threads)
    {
        string script = Path.Combine(Path.GetTempPath(), $"unroll-pytorch-works-{Environment.ProcessId}.py");
        using (Stream source = typeof(BenchPeer).Assembly.GetManifestResourceStream(Script)!)
        using (FileStream target = File.Create(script))
            source.CopyTo(target);

        var start = new ProcessStartInfo("/usr/bin/python3", [script, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // An OpenBLAS older than the processor falls back to its plainest kernels; the peer shall have its best ones.
        if (Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is null)
            start.Environment["OPENBLAS_CORETYPE"] = Vector512.IsHardwareAccelerated ? "SkylakeX" : "Haswell";
        try
        {
            Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.StandardInput.WriteLine("about");
            if (process.StandardOutput.ReadLine() is { } about)
                return new BenchPeer(process, $"{about}, OPENBLAS_CORETYPE={start.Environment["OPENBLAS_CORETYPE"]}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }

        throw new InputException("--peer pytorch: python3 with PyTorch is not here; on Debian: apt-get install python3-torch libopenblas0");
    }

    /// <summary>Times steps of a work; the first call for a work warms it up.</summary>
    /// <returns>Milliseconds of each step.</returns>
    public double[] Time(string work, int steps)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work} {steps}"));
        string line = _process.StandardOutput.ReadLine() ?? throw new IOException($"The peer ended while it worked on {work}.");
        return [.. line.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(2000))
            _process.Kill();
        _process.Dispose();
    }
}
