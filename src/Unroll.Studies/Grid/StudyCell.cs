using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>A point of a study's grid.</summary>
public sealed class StudyCell
{
    readonly Study _study;

    internal StudyCell(string name, IReadOnlyList<AxisValue> values, RunConfiguration configuration, Study study)
    {
        (Name, Values, Configuration, _study) = (name, values, configuration, study);
        Trials = [.. Enumerable.Range(0, study.Repeats).Select(number => new StudyTrial(this, study.Seed + number))];
    }

    /// <summary>Its name and folder: "cell=gru,epochs=60".</summary>
    public string Name { get; }

    /// <summary>The value of each axis, in the axes' order.</summary>
    public IReadOnlyList<AxisValue> Values { get; }

    /// <summary>The names of its values.</summary>
    internal IEnumerable<Cell> Names => Values.Select(value => new Cell(value.Name));

    /// <summary>The configuration of its trainings, but for their seeds.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>Its trainings.</summary>
    public IReadOnlyList<StudyTrial> Trials { get; }

    /// <summary>The name of its value of an axis.</summary>
    public string this[string axis] => Values[_study.Axes.Select(known => known.Name).ToList().IndexOf(axis)].Name;

    /// <summary>What was published of it.</summary>
    public PublishedMetric? Published(string metric) =>
        _study.Published.FirstOrDefault(published => published.Metric == metric && IsOf(published));

    /// <summary>What was published of it in words instead of numbers.</summary>
    internal IEnumerable<string> PublishedWords =>
        _study.Published.Where(published => published.Value is null && IsOf(published)).Select(published => published.Text);

    bool IsOf(PublishedMetric published) => published.Where.All(where => this[where.Key] == where.Value);
}
