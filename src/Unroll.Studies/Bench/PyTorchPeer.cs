using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Bench;

/// <summary>
/// PyTorch doing the same works on the same number of threads. An OpenBLAS that is older than the processor takes plain kernels for it, so each work is tried
/// with every type of core that may suit, and the fastest plays.
/// </summary>
public sealed class PyTorchPeer : IBenchPeer
{
    const string Script = "peers/pytorch_works.py";
    const string CoreType = "OPENBLAS_CORETYPE";
    const double TrialMilliseconds = 300;
    const int LeastTrialSteps = 3;
    const int MostTrialSteps = 100;

    static readonly string[] s_interpreters = ["python3", "/usr/bin/python3", "python"];

    readonly string _script = ReadScript();
    readonly string _interpreter;
    readonly CancellationToken _cancellation;

    /// <summary>Finds a Python that has PyTorch: the one that UNROLL_PYTHON names, or else one of the usual ones.</summary>
    /// <param name="cancellationToken">Ends the processes that are started.</param>
    /// <exception cref="InputException">Python, PyTorch or a fast BLAS is missing; the message tells how to install them.</exception>
    public PyTorchPeer(CancellationToken cancellationToken)
        : this(Environment.GetEnvironmentVariable("UNROLL_PYTHON") is { Length: > 0 } chosen ? [chosen] : s_interpreters, cancellationToken)
    {
    }

    internal PyTorchPeer(string[] interpreters, CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        _interpreter = interpreters.FirstOrDefault(HasPyTorch) ?? throw new InputException(
            $"--peer pytorch: {string.Join(", ", interpreters)}: no PyTorch with a fast BLAS; on Debian: apt-get install python3-torch libopenblas0 "
            + "(UNROLL_PYTHON names another interpreter)");
    }

    /// <inheritdoc/>
    public bool Does(BenchWork work) => true;

    /// <summary>Starts the work with the type of core that is the fastest for it; one that the user has set is taken as it is.</summary>
    public IBenchSide Start(BenchWork work, int threads)
    {
        ArgumentNullException.ThrowIfNull(work);
        BenchProcess best = Start(work, threads, coreType: null);
        if (best.Introduction.CoreType is null || PeerEnvironment.IsHeldToAvx2 || Environment.GetEnvironmentVariable(CoreType) is not null)
            return best;
        double bestTime = Try(best);
        foreach (string type in CoreTypes().Where(type => type != best.Introduction.CoreType).ToArray())
        {
            BenchProcess other = Start(work, threads, type);
            double time = other.Introduction.CoreType == type ? Try(other) : double.PositiveInfinity;
            (time < bestTime ? best : other).Dispose();
            if (time < bestTime)
                (best, bestTime) = (other, time);
        }

        return best;
    }

    static IEnumerable<string> CoreTypes() => Vector512.IsHardwareAccelerated ? ["Haswell", "SkylakeX"] : Vector256.IsHardwareAccelerated ? ["Haswell"] : [];

    /// <summary>The median of a few steps, as it is measured then: some types have fast steps among slow ones.</summary>
    static double Try(BenchProcess side)
    {
        double first = side.Time(1)[0];
        return Median.From(side.Time((int)Math.Clamp(TrialMilliseconds / first, LeastTrialSteps, MostTrialSteps)));
    }

    /// <summary>Without a work the script only looks whether it could do one.</summary>
    bool HasPyTorch(string interpreter)
    {
        try
        {
            using Process look = Process.Start(new ProcessStartInfo(interpreter, ["-c", _script]) { RedirectStandardError = true })!;
            look.StandardError.ReadToEnd();
            look.WaitForExit();
            return look.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    BenchProcess Start(BenchWork work, int threads, string? coreType)
    {
        var command = new ProcessStartInfo(_interpreter, ["-c", _script, work.PeerWork, threads.ToString(CultureInfo.InvariantCulture)]);
        PeerEnvironment.Set(command, threads);
        if (coreType is not null)
            command.Environment[CoreType] = coreType;
        return new BenchProcess(command, _cancellation);
    }

    static string ReadScript()
    {
        using var reader = new StreamReader(typeof(PyTorchPeer).Assembly.GetManifestResourceStream(Script)!);
        return reader.ReadToEnd();
    }
}
