using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>Shows a running study on standard error: a live table of the cells above a bar, or one line per training where that is no terminal.</summary>
/// <param name="session">Where it is written.</param>
/// <param name="study">The study.</param>
/// <param name="verbosity">0: nothing; 1: the live table; 2: lines.</param>
sealed class StudyScreen(Session session, Study study, int verbosity) : IStudyListener, IDisposable
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    readonly IAnsiConsole _console = Screen.On(session.Error);
    readonly ManualResetEventSlim _end = new();
    readonly long _begin = Stopwatch.GetTimestamp();
    StudyProgress? _progress;
    Thread? _drawing;
    bool _isIntroduced;

    public void OnEncoder(EncoderPlan encoder)
    {
        if (verbosity == 0)
            return;
        Introduce();
        _console.Line(string.Create(CultureInfo.InvariantCulture,
            $"encoder {encoder.Encoder.Name}: {encoder.Steps:N0} steps on {encoder.Tokens:N0} tokens"));
    }

    public void OnStart(StudyProgress progress)
    {
        _progress = progress;
        if (verbosity == 0)
            return;
        Introduce();
        if (verbosity != 1 || !_console.Profile.Capabilities.Ansi)
            return;
        _drawing = new Thread(Draw) { IsBackground = true };
        _drawing.Start();
    }

    public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
    {
        if (verbosity == 0 || _drawing is not null || !isNew)
            return;
        string metric = result.Failure is { } failure ? $"failed: {failure}"
            : StudyTables.Ordered(study).Select(name => (name, result.Metric(name))).Where(one => one.Item2 is not null)
                .Select(one => $"{MetricText.Name(one.name)} {Training.MetricFormat.Format(one.Item2!.Value)}").FirstOrDefault("done");
        string left = _progress!.Remaining is { } remaining ? $", {Duration.Text(remaining)} left" : "";
        string which = $"[{_progress.Done}/{_progress.Count}] {trial.Cell.Name}, seed {trial.Seed}";
        _console.Line(string.Create(CultureInfo.InvariantCulture, $"{which}: {metric} ({result.Seconds:F1} s{left})"));
    }

    /// <summary>Ends the drawing; where the study was stopped, what was drawn last stays.</summary>
    public void End()
    {
        _end.Set();
        if (_drawing is null)
            return;
        _drawing.Join();
        _drawing = null;
        if (IsDone)
            _console.Line($"{Quantity.Text(_progress!.Count, "training")} in {Duration.Text(Stopwatch.GetElapsedTime(_begin))}");
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    /// <summary>Says once what runs.</summary>
    void Introduce()
    {
        if (_isIntroduced)
            return;
        _isIntroduced = true;
        string form = study.IsQuick ? ", quick form" : "";
        _console.Line(_console.Styled(study.Title + form, TextStyle.Strong));
        _console.Line(StudyDescription.Trainings(study));
    }

    /// <summary>When all is done the table makes room for the result.</summary>
    void Draw()
    {
        LiveDisplay display = _console.Live(View()).Overflow(VerticalOverflow.Crop);
        display.Start(live =>
        {
            while (!_end.Wait(s_pause))
                live.UpdateTarget(View());
            live.UpdateTarget(View());
            display.AutoClear = IsDone;
        });
    }

    bool IsDone => _progress!.Done == _progress.Count;

    Rows View() => new(StudyProgressTable.Render(study, _progress!, _console.Profile.Width, _console.Profile.Height), new Markup(Markup.Escape(Bar())));

    /// <summary>"[=====>....]  37 %  61/165 trainings  2:10 so far, 3:41 left".</summary>
    string Bar()
    {
        double share = _progress!.Share;
        string left = IsDone ? "" : _progress.Remaining is { } remaining ? $", {Duration.Text(remaining)} left" : ", …";
        string time = Duration.Text(Stopwatch.GetElapsedTime(_begin));
        return string.Create(CultureInfo.InvariantCulture,
            $"{ShareBar.Text(share)} {share * 100,3:F0} %  {_progress.Done}/{_progress.Count} trainings  {time}{left}");
    }
}
