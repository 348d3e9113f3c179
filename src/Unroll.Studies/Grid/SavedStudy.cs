using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>What the folder of a study holds, as far as it can be read: its run folders, or the files that it left when it was done.</summary>
public sealed class SavedStudy
{
    readonly string _folder;
    readonly List<string> _missing = [];

    SavedStudy(string folder)
    {
        _folder = folder;
        StudyResultFile? file = File.Exists(StudyFolder.Result(folder)) ? Read(StudyFolder.Result(folder), StudyResultFile.Read) : null;
        Study? study = Read(StudyFolder.Study(folder), StudyReader.ReadFile);
        Result = study is null ? null : Trainings(study, file);
        if (Result is null || Result.Cells.All(cell => cell.Done == 0))
            Tables = [.. new[] { Summary(), file is null ? null : TrainingTable(file) }.OfType<Table>()];
    }

    /// <summary>The name of the folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder)));

    /// <summary>The study and its results; null where study.json cannot be read.</summary>
    public StudyResult? Result { get; }

    /// <summary>What there is in place of the study, or of its trainings.</summary>
    public IReadOnlyList<Table> Tables { get; } = [];

    /// <summary>What could not be read, a line each.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Whether a folder is that of a study.</summary>
    public static bool IsIn(string folder) => File.Exists(StudyFolder.Study(folder)) || File.Exists(StudyFolder.Csv(folder));

    /// <summary>Reads the folder of a study as far as it has come.</summary>
    /// <exception cref="InputException">It is not the folder of a study, or nothing in it can be read.</exception>
    public static SavedStudy Open(string folder)
    {
        if (!IsIn(folder))
            throw new InputException($"{folder}: not the folder of a study, it has no study.json; 'unroll study run' makes one");
        var saved = new SavedStudy(folder);
        return saved.Result is not null || saved.Tables.Count > 0 ? saved : throw new InputException(string.Join("; ", saved.Missing));
    }

    /// <summary>A training is read from its run folder, or else from result.json.</summary>
    StudyResult Trainings(Study study, StudyResultFile? file)
    {
        IReadOnlyDictionary<(string, string), IReadOnlyDictionary<string, double[]>> histories = Read(StudyFolder.Epochs(_folder), EpochTable.Read)
            ?? new Dictionary<(string, string), IReadOnlyDictionary<string, double[]>>();
        var kept = (file?.Trainings ?? []).ToLookup(training => (training.Cell, training.Seed));
        TrialResult? Kept(StudyTrial trial) => kept[(trial.Cell.Name, trial.Seed)].FirstOrDefault() is not { } training ? null
            : training.Result.ToResult(histories.GetValueOrDefault((training.Cell, $"{training.Seed}"), new Dictionary<string, double[]>()));
        CellResult[] cells = [.. study.Cells.Select(cell =>
            new CellResult(cell, [.. cell.Trials.Select(trial => Read(_folder, folder => StudyFolder.Finished(folder, trial)) ?? Kept(trial))]))];
        int missing = cells.Sum(cell => cell.Results.Count - cell.Done);
        bool wasDone = File.Exists(StudyFolder.Csv(_folder));
        if (wasDone && missing > 0)
            _missing.Add($"{_folder}: the results of {missing} of {study.Trainings} trainings are neither in run folders nor in result.json");
        return new StudyResult(study, _folder, cells, missing > 0 && !wasDone);
    }

    Table? Summary() =>
        File.Exists(StudyFolder.Csv(_folder)) && Read(StudyFolder.Csv(_folder), TableCsv.Read) is { } table ? table with { Title = "Summary" } : null;

    static Table TrainingTable(StudyResultFile file)
    {
        string[] metrics = [.. file.Trainings.SelectMany(training => training.Result.Metrics.Keys).Distinct()];
        return new Table(
            [Column.Text("cell"), Column.Text("seed"), Column.Number("seconds"), .. metrics.Select(metric => Column.Number(MetricText.Name(metric)))],
            [.. file.Trainings.Select(training => (Cell[])[training.Cell, $"{training.Seed}", training.Result.Seconds,
                .. metrics.Select(metric => training.Result.Metrics.GetValueOrDefault(metric) is { } value ? value : default(Cell))])])
        {
            Title = "Trainings",
        };
    }

    T? Read<T>(string path, Func<string, T?> read) where T : class
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is InputException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            _missing.Add(error.Message.ReplaceLineEndings(" ").TrimEnd('.'));
            return null;
        }
    }
}
