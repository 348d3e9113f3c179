using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Bench;

/// <summary>A side in a process of its own, which does one work and waits on its input while it is not its turn.</summary>
public sealed class BenchProcess : IBenchSide
{
    readonly Process _process;
    readonly CancellationToken _cancellation;
    readonly CancellationTokenRegistration _stop;
    readonly List<string> _complaints = [];
    long? _peakMemory;

    /// <summary>Starts the process and waits until it is warm.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="BenchProcessException">It ended before it was ready.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public BenchProcess(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        cancellationToken.ThrowIfCancellationRequested();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _cancellation = cancellationToken;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _stop = cancellationToken.Register(Kill);
        try
        {
            Introduction = JsonSerializer.Deserialize<BenchIntroduction>(Read(), JsonSerializerOptions.Web)!;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public BenchIntroduction Introduction { get; }

    /// <inheritdoc/>
    public long? PeakMemory
    {
        get
        {
            if (!_process.HasExited)
            {
                _process.Refresh();
                _peakMemory = _process.PeakWorkingSet64 is > 0 and var bytes ? bytes : null;
            }

            return _peakMemory;
        }
    }

    /// <inheritdoc/>
    public double[] Time(int steps)
    {
        try
        {
            _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The process is gone: what it leaves unanswered tells why.
        }

        return [.. Read().Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        Kill();
        _process.Dispose();
    }

    string Read()
    {
        if (_process.StandardOutput.ReadLine() is { } line)
            return line;
        _cancellation.ThrowIfCancellationRequested();
        _process.WaitForExit();
        lock (_complaints)
            throw new BenchProcessException(_complaints.Count > 0 ? _complaints[^1] : $"exit code {_process.ExitCode}");
    }

    void Keep(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            lock (_complaints)
                _complaints.Add(line.Trim());
    }

    void Kill()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself in the meantime.
        }
    }
}
