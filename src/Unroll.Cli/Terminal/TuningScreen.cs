using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Terminal;

/// <summary>
/// Shows a running tuning on standard error: a live table of the best trials above a bar, or one line per measurement where that is no terminal.
/// </summary>
/// <param name="session">Where it is written.</param>
/// <param name="verbosity">0: nothing; 1: the live table; 2: lines.</param>
sealed class TuningScreen(Session session, int verbosity) : ITuningListener, IDisposable
{
    /// <summary>Lines of the live view that are no rows.</summary>
    const int OtherLines = 8;
    const int MostRows = 10;

    /// <summary>Columns that stay free, for the terminal's own "^C".</summary>
    const int Margin = 4;

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    readonly IAnsiConsole _console = Screen.On(session.Error);
    readonly ManualResetEventSlim _end = new();
    TuningProgress? _progress;
    Thread? _drawing;

    public void OnStart(TuningProgress progress)
    {
        _progress = progress;
        if (verbosity == 0)
            return;
        foreach (string line in TuningText.Describe(progress).SelectMany(line => WordWrap.Lines(line, session.Columns - 1)))
            _console.Line(line);
        if (verbosity != 1 || !_console.Profile.Capabilities.Ansi)
            return;
        _drawing = new Thread(Draw) { IsBackground = true };
        _drawing.Start();
    }

    public void OnMeasured(TuningJob job)
    {
        if (verbosity == 0 || _drawing is not null)
            return;
        TuningProgress progress = _progress!;
        string settings = job.Rung == 0 ? $" ({job.Trial.Description})" : "";
        _console.Line(string.Create(CultureInfo.InvariantCulture,
            $"[{job.Number}] trial {job.Trial.Number}{settings}: {TuningText.Of(progress.Definition, job.Measurement!)} ({job.Measurement!.Seconds:F1} s); "
            + $"best: {Best(progress)}{Left(progress)}"));
    }

    /// <summary>Ends the drawing.</summary>
    public void End()
    {
        _end.Set();
        if (_drawing is null)
            return;
        _drawing.Join();
        _drawing = null;
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    /// <summary>At the end the table makes room for the result.</summary>
    void Draw() => _console.Live(View()).Overflow(VerticalOverflow.Crop).AutoClear(true).Start(live =>
    {
        while (!_end.Wait(s_pause))
            live.UpdateTarget(View());
    });

    Rows View()
    {
        TuningProgress progress = _progress!;
        IReadOnlyList<TuningJob> ranked = progress.History.Ranked(progress.Definition);
        int rows = Math.Clamp(_console.Profile.Height - OtherLines, 1, MostRows);
        Studies.Tables.Table best = TuningTable.Create(progress.Definition, ranked, rows);
        string[] running = [.. progress.Running.Select(Running)];
        return new Rows(
        [
            .. ranked.Count == 0 ? [] : (IRenderable[])[new TableView(best, _console.Profile.Width - Margin).Render()],
            new Markup(Markup.Escape(running.Length == 0 ? "…" : Cut(string.Join("; ", running)))), new Markup(Markup.Escape(Cut(Bar(progress)))),
        ]);
    }

    string Cut(string line) => line.Length <= _console.Profile.Width - Margin ? line : line[..(_console.Profile.Width - Margin - 1)] + "…";

    static string Running((TuningJob Job, long Step, long Steps) one) => string.Create(CultureInfo.InvariantCulture,
        $"trial {one.Job.Trial.Number} at step {one.Step:N0} of {one.Steps:N0}: {one.Job.Trial.Description}");

    /// <summary>"[=====>....]  37 %  61 trials, 12 failed  2:10, 3:41 left".</summary>
    static string Bar(TuningProgress progress)
    {
        int failed = progress.History.Done.Count(job => job.Measurement!.Failure is not null);
        string of = progress.Definition.Trials is { } most ? $" of {most}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{ShareBar.Text(progress.Share)} {progress.Share * 100,3:F0} %  trial {progress.History.Trials.Count}{of}"
            + $"{(failed == 0 ? "" : $", {failed} failed")}  {Duration.Text(progress.Elapsed)}{Left(progress)}");
    }

    static string Best(TuningProgress progress) =>
        progress.History.Ranked(progress.Definition).FirstOrDefault(job => job.Measurement!.Value is not null) is { } best
            ? $"trial {best.Trial.Number}, {TuningText.Of(progress.Definition, best.Measurement!)}"
            : "none";

    static string Left(TuningProgress progress) => progress.Remaining is { } left ? $", {Duration.Text(left)} left" : "";
}
