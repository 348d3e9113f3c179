using System.Diagnostics;
using System.Globalization;
using Unroll.Data;

namespace Unroll.Training;

/// <summary>
/// Keras' progress: <c>490/490 [====] - 12s 24ms/step - loss: 2.2917 - accuracy: 0.3430</c>, with the time left while an epoch runs. The first step is left
/// out of the estimate; the bar is drawn at most every 100 ms, with the losses of the last seconds as a sparkline. Where the terminal is too narrow for the
/// line, the sparkline goes first, then the speed, the bar, the time, and the last metrics; the loss stays. A file or a pipe gets one line per epoch.
/// </summary>
/// <param name="output">Where it is written.</param>
/// <param name="verbose">1: a bar that is redrawn on a terminal; 2: one line per epoch.</param>
public sealed class ProgressBar(TextWriter output, int verbose) : Callback
{
    const int Width = 20;
    const string Separator = " - ";
    const string Indent = "   ";
    const int DrawingsAPoint = 10, FewestLosses = 4;
    readonly Sparkline _losses = new();
    long _begin;
    long _afterFirst;
    long _drawn;
    long _pointed;
    int _firstBatch;
    int _shown;

    /// <summary>What follows a speed: samples, characters; with <see cref="UnitsPerStep"/> it adds "12,345 characters/s".</summary>
    public string? Unit { get; init; }

    /// <summary>How many of the units a full step takes.</summary>
    public int UnitsPerStep { get; init; }

    /// <summary>
    /// Columns of the terminal: a bar that is redrawn leaves out what does not fit into one line, and an epoch's last line is folded between its metrics.
    /// </summary>
    public int Columns { get; init; } = IsConsole(output) ? ConsoleColumns() : int.MaxValue;

    /// <summary>Whether the output is a terminal, on which a bar can be redrawn; as it is found, when it is the console.</summary>
    public bool IsTerminal { get; init; } = IsConsole(output);

    /// <summary>Ticks from one drawing to the next.</summary>
    internal long Pause { get; init; } = Stopwatch.Frequency / 10;

    bool Redraws => verbose == 1 && IsTerminal;

    /// <summary>Not where a user wants plain text, nor where block characters would become question marks.</summary>
    bool HasSparkline { get; } = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && output.Encoding.GetString(output.Encoding.GetBytes(Sparkline.Blocks)) == Sparkline.Blocks;

    /// <inheritdoc/>
    public override void OnEpochBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        _begin = _drawn = Stopwatch.GetTimestamp();
        if (_pointed == 0)
            _pointed = _begin;
        _afterFirst = 0;
        _firstBatch = trainer.Batch;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {trainer.Epoch + 1}/{trainer.Options.Epochs}"));
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        long now = Stopwatch.GetTimestamp();
        if (_afterFirst == 0)
            _afterFirst = now;
        _losses.Add(trainer.LastLoss);
        if (now - _pointed >= DrawingsAPoint * Pause)
        {
            _pointed = now;
            _losses.Advance();
        }

        if (!Redraws || now - _drawn < Pause || trainer.Batch == trainer.BatchesPerEpoch)
            return;
        _drawn = now;
        Draw(Line(trainer, trainer.Batch, EpochEnd(trainer), now));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        long now = Stopwatch.GetTimestamp();
        string figures = string
            .Concat(epoch.Values.Where(value => value.Key != "learning_rate").Select(value => $" - {value.Key}: {MetricFormat.Format(value.Value)}"));
        (string count, string bar, string time, string speed) = Head((int)epoch.Steps, (int)epoch.Steps, now, finished: true);
        string line = count + bar + time + speed + figures;
        if (Redraws)
        {
            while (line.Length >= Columns && FoldAt(line) is > 0 and int end)
            {
                Draw(line[..end]);
                output.WriteLine();
                _shown = 0;
                line = Indent + line[end..];
            }

            Draw(line);
        }
        else
        {
            output.Write(line);
        }

        output.WriteLine();
        _shown = 0;
    }

    /// <summary>The batch with which this epoch ends: the last one, or where the limit of steps falls.</summary>
    static int EpochEnd(Trainer trainer) => trainer.Options.Steps is { } steps && trainer.BatchesPerEpoch != DataSet.UnknownCount
        ? (int)Math.Min(trainer.BatchesPerEpoch, trainer.Batch + steps - trainer.Step)
        : trainer.BatchesPerEpoch;

    string Line(Trainer trainer, int done, int total, long now)
    {
        string loss = $"loss: {MetricFormat.Format(trainer.RunningMetrics.Loss)}";
        string[] figures = [loss, .. trainer.RunningMetrics.Metrics.Select(metric => $"{metric.Name}: {MetricFormat.Format(metric.Result)}")];
        (string count, string bar, string time, string speed) = Head(done, total, now, finished: false);
        string[] heads = [count + bar + time + speed, count + bar + time, count + time, count];
        string all = string.Concat(figures.Select(figure => Separator + figure));
        foreach (string head in heads)
            if (head.Length + all.Length < Columns)
                return head + (head == heads[0] ? Losses(Columns - 1 - head.Length - all.Length) : "") + all;
        for (int shown = figures.Length - 1; shown > 0; shown--)
            if (count + string.Concat(figures.Take(shown).Select(figure => Separator + figure)) is var line && line.Length < Columns)
                return line;
        return loss.Length < Columns ? loss : loss[..Math.Max(0, Columns - 1)];
    }

    /// <summary>The sparkline, with its newest characters alone where there is no room for all; nothing where there is none for a few.</summary>
    string Losses(int room)
    {
        string losses = HasSparkline ? _losses.ToString() : "";
        int shown = Math.Min(losses.Length, room - Separator.Length);
        return shown < Math.Clamp(losses.Length, 1, FewestLosses) ? "" : Separator + losses[^shown..];
    }

    /// <summary>What stands before the metrics, in the order of the line.</summary>
    (string Count, string Bar, string Time, string Speed) Head(int done, int total, long now, bool finished)
    {
        bool isOpen = total == DataSet.UnknownCount;
        int filled = finished ? Width : isOpen ? 0 : Width * done / Math.Max(1, total);
        string bar = new string('=', filled) + (filled < Width ? ">" + new string('.', Width - filled - 1) : "");
        int timed = done - _firstBatch - 1;
        double perStep = timed > 0 ? Stopwatch.GetElapsedTime(_afterFirst, now).TotalSeconds / timed : Stopwatch.GetElapsedTime(_begin, now).TotalSeconds;
        string time = finished || isOpen
            ? $" - {Duration(Stopwatch.GetElapsedTime(_begin, now).TotalSeconds)} {PerStep(perStep)}"
            : $" - ETA: {Duration(perStep * (total - done))} {PerStep(perStep)}";
        string speed = Unit is null || perStep <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" - {UnitsPerStep / perStep:N0} {Unit}/s");
        return (string.Create(CultureInfo.InvariantCulture, $"{done}/{(isOpen ? "?" : total)}"), $" [{bar}]", time, speed);
    }

    static bool IsConsole(TextWriter output) =>
        (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected);

    static int ConsoleColumns() => Console.WindowWidth is > 0 and int width ? width : int.MaxValue;

    void Draw(string line)
    {
        // Spaces cover what a longer line left.
        output.Write('\r' + line.PadRight(_shown));
        output.Flush();
        _shown = line.Length;
    }

    /// <summary>Where the last metric that is too much for a line begins, or −1 when not even one fits.</summary>
    int FoldAt(string line)
    {
        int place = line.LastIndexOf(Separator, Math.Clamp(Columns + 1, 0, line.Length - 1), StringComparison.Ordinal);
        return place > Indent.Length ? place : -1;
    }

    static string PerStep(double seconds) => seconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s/step")
        : seconds >= 1e-3
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F0}ms/step")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F0}us/step");

    static string Duration(double seconds) => seconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:D2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600}:{(int)seconds / 60 % 60:D2}:{(int)seconds % 60:D2}"),
    };
}
