using System.Globalization;
using Unroll.Reports.Charts;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>A run beside others: its settings, what it came to, and its curves.</summary>
public sealed class ComparedRun
{
    static readonly string[] s_noMetrics = ["epoch", "steps", "seconds", "learning_rate"];

    readonly RunFiles _files;

    /// <exception cref="InputException">The folder is not that of a run.</exception>
    internal ComparedRun(string folder, string name)
    {
        (_files, Name, Folder) = (new RunFiles(folder), name, folder);
        Configuration = _files.RequireConfiguration();
        Curves = [.. _files.History?.Columns.Select(column => column.Name).Except(s_noMetrics) ?? []];
        Figures = FiguresOf(_files.Record);
    }

    /// <summary>What it is called beside the others.</summary>
    public string Name { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>What it was made from.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>"finished", "stopped" or "failed"; "not known" where it left no word.</summary>
    public string State => _files.Record switch
    {
        null => "not known",
        { Failure: not null } => "failed",
        { Stopped: true } => "stopped",
        _ => "finished",
    };

    /// <summary>What it came to at its end, by stable names.</summary>
    public IReadOnlyDictionary<string, Cell> Figures { get; }

    /// <summary>The names of its metrics by epoch, as Keras has them: "loss", "val_loss".</summary>
    public IReadOnlyList<string> Curves { get; }

    /// <summary>What its folder does not hold, or not whole.</summary>
    internal IReadOnlyList<string> Missing => _files.Missing;

    /// <summary>What data it was made from, wherever they lie.</summary>
    internal string Data => string.Join(' ', Configuration.DataFiles.Count > 0 ? Configuration.DataFiles.Select(file => file.Sha256) : Configuration.DataNames);

    /// <summary>Its settings, the task before them.</summary>
    internal IEnumerable<(string Name, string Value)> Settings =>
        Configuration.Settings.Select(setting => (setting.Name, setting.Text)).Prepend(("task", Configuration.Task));

    /// <summary>A metric epoch by epoch; empty where it has none of that name.</summary>
    internal double[] Curve(string name) => _files.Epochs(name);

    /// <summary>The place of the epoch with the smallest value of a metric; null where there is none.</summary>
    public int? Best(string metric)
    {
        double[] values = Curve(metric);
        return values.Any(double.IsFinite)
            ? Enumerable.Range(0, values.Length).Where(epoch => double.IsFinite(values[epoch])).MinBy(epoch => values[epoch])
            : null;
    }

    /// <summary>A metric at the place of an epoch; NaN where there is none.</summary>
    public double At(string metric, int? epoch) => epoch is { } place && Curve(metric) is var values && place < values.Length ? values[place] : double.NaN;

    static Dictionary<string, Cell> FiguresOf(RunRecord? record)
    {
        if (record is null)
            return [];
        var figures = new Dictionary<string, Cell>
        {
            ["parameters"] = Count(record.Parameters), ["epochs"] = Count(record.Epochs), ["steps"] = Count(record.Steps),
            ["seconds"] = new Cell(NumberText.Of(record.Seconds), record.Seconds),
            [$"{record.Unit}PerSecond"] = new Cell(NumberText.Of(record.UnitsPerSecond), record.UnitsPerSecond),
        };
        foreach ((string name, double? value) in record.Metrics)
            figures[name] = value ?? double.NaN;
        return figures;
    }

    static Cell Count(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture), number);
}
