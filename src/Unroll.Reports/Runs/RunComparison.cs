using Unroll.Reports.Charts;
using Unroll.Reports.Pages;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>Runs beside one another: the settings in which they differ, what they came to, their best epochs, and their curves.</summary>
public sealed class RunComparison
{
    /// <summary>Longer names would leave no room for figures.</summary>
    const int LongestName = 26;

    const string Loss = "loss", ValidationLoss = "val_loss";

    RunComparison(ComparedRun[] runs) => Runs = runs;

    /// <summary>The runs, in the order in which they were named.</summary>
    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>Whether all are of one task; of different ones only what they have in common is compared.</summary>
    public bool IsOneTask => Runs.DistinctBy(run => run.Configuration.Task).Count() == 1;

    /// <summary>The metric by which the best epoch is chosen: the validation loss where any run has one.</summary>
    public string BestBy => Runs.Any(run => run.Curves.Contains(ValidationLoss)) ? ValidationLoss : Loss;

    /// <summary>The metrics by epoch that are compared.</summary>
    public IReadOnlyList<string> Curves => Shared(run => run.Curves);

    /// <summary>The settings in which the runs differ.</summary>
    public Table Settings
    {
        get
        {
            Dictionary<string, string>[] settings = [.. Runs.Select(run => run.Settings.ToDictionary(one => one.Name, one => one.Value))];
            string[] names = [.. Runs[0].Settings.Select(setting => setting.Name).Where(name =>
                settings.All(run => run.ContainsKey(name)) && settings.DistinctBy(run => run[name]).Count() > 1)];
            return Beside("Settings that differ", "setting", ColumnKind.Text, [.. names.Select(name => (name, settings.Select(run => (Cell)run[name])))]);
        }
    }

    /// <summary>What the runs came to at their ends.</summary>
    public Table Figures => Beside("Figures at the end", "figure", ColumnKind.Number,
    [
        ("state", Runs.Select(run => (Cell)run.State)),
        .. Shared(run => run.Figures.Keys).Select(name => (MetricText.Name(name), Runs.Select(run => run.Figures.GetValueOrDefault(name, double.NaN)))),
    ]);

    /// <summary>The metrics of the epoch with the smallest loss.</summary>
    public Table BestEpochs
    {
        get
        {
            string by = BestBy;
            int?[] best = [.. Runs.Select(run => run.Best(by))];
            IEnumerable<Cell> epochs = Runs.Zip(best, (run, epoch) =>
                epoch is { } place ? new Cell($"{place + 1} of {run.Curve(by).Length}", place + 1) : double.NaN);
            return Beside($"Best epoch by {InWords(by)}", "metric", ColumnKind.Number,
                [("epoch", epochs), .. Curves.Select(curve => (InWords(curve), Runs.Zip(best, (run, epoch) => (Cell)run.At(curve, epoch))))]);
        }
    }

    /// <summary>All tables.</summary>
    public IReadOnlyList<Table> Tables => [.. new[] { Settings, Figures, BestEpochs }.Where(table => table.Rows.Count > 0)];

    /// <summary>What a reader should know before comparing, a line each.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. !IsOneTask
            ? [$"the runs are of different tasks ({string.Join(", ", Runs.Select(run => run.Configuration.Task).Distinct())}): "
                + "only what they have in common is compared"]
            : Runs.DistinctBy(run => run.Data).Count() > 1
                ? ["the runs were made from different data: their figures do not tell which model is better"]
                : (string[])[],
        .. Settings.Rows.Count == 0 ? ["the runs have the same settings"] : (string[])[],
    ];

    /// <summary>What the folders do not hold, or not whole, a line each.</summary>
    public IReadOnlyList<string> Missing => [.. Runs.SelectMany(run => run.Missing)];

    /// <summary>Reads runs.</summary>
    /// <exception cref="InputException">There are fewer than two, one is named twice, or a folder is not that of a run.</exception>
    public static RunComparison Open(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.Count < 2)
            throw new InputException("a comparison takes two runs or more");
        string[] paths = [.. folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];
        if (paths.GroupBy(path => path).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"{folders[Array.IndexOf(paths, twice.Key)]}: the run is named twice; a comparison takes different ones");
        string[] names = [.. paths.Select(path => Path.GetFileName(path))];
        string Name(int place) =>
            names[place].Length is > 0 and <= LongestName && names.Count(name => name == names[place]) == 1 ? names[place] : $"run {place + 1}";
        return new RunComparison([.. folders.Select((folder, place) => new ComparedRun(folder, Name(place)))]);
    }

    /// <summary>Writes the report of the comparison, with its charts beside it.</summary>
    /// <param name="path">The file.</param>
    public WrittenReport Write(string path)
    {
        Chart[] charts = [.. ComparisonPage.Charts(this)];
        RunReport.Write(path, ComparisonPage.Of(this, charts), charts);
        return new WrittenReport(path, Missing);
    }

    internal static bool IsLoss(string curve) => curve is Loss or ValidationLoss;

    /// <summary>A metric of the history in words.</summary>
    internal static string InWords(string curve) => MetricName.InWords(MetricName.OfEpoch(curve));

    /// <summary>The names that all runs have; of runs of one task, those that any has.</summary>
    string[] Shared(Func<ComparedRun, IEnumerable<string>> names) => IsOneTask
        ? [.. Runs.SelectMany(names).Distinct()]
        : [.. names(Runs[0]).Where(name => Runs.All(run => names(run).Contains(name)))];

    Table Beside(string title, string first, ColumnKind kind, (string Name, IEnumerable<Cell> Values)[] rows) => new(
        [Column.Text(first), .. Runs.Select(run => new Column(run.Name, kind))], [.. rows.Select(row => (Cell[])[row.Name, .. row.Values])])
    { Title = title };
}
