namespace Unroll.Studies.Grid;

/// <summary>What a study came to.</summary>
/// <param name="Study">The study.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Cells">What each cell came to, in the order of the grid.</param>
/// <param name="IsStopped">Whether it was stopped before its end and can go on.</param>
public sealed record StudyResult(Study Study, string Folder, IReadOnlyList<CellResult> Cells, bool IsStopped)
{
    /// <summary>Whether the program made the data of any training up.</summary>
    public bool IsSynthetic => Cells.Any(cell => cell.Results.Any(result => result?.IsSynthetic == true));

    /// <summary>Trainings that failed.</summary>
    public int Failures => Cells.Sum(cell => cell.Failures);

    /// <summary>A sentence on figures of the study that no training knows, with those that there are; null where all are known.</summary>
    public string? UnknownFigures
    {
        get
        {
            TrialResult[] done = [.. Cells.SelectMany(cell => cell.Results).OfType<TrialResult>().Where(result => result.Failure is null)];
            string[] unknown = done.Length == 0 ? [] : [.. Study.Figures.Where(figure => !done.Any(result => result.Has(figure)))];
            return unknown.Length == 0 ? null
                : $"No training has the figure {string.Join(", ", unknown)}; there are {string.Join(", ", done.SelectMany(result => result.Names).Distinct().Order(StringComparer.Ordinal))}.";
        }
    }

    /// <summary>Reads the folder of a study as far as it has come.</summary>
    /// <exception cref="InputException">It is not the folder of a study.</exception>
    public static StudyResult Open(string folder)
    {
        string path = StudyFolder.Study(folder);
        if (!File.Exists(path))
            throw new InputException($"{folder}: not the folder of a study, it has no study.json; 'unroll study run' makes one");
        Study study = StudyReader.ReadFile(path);
        CellResult[] cells = [.. study.Cells().Select(cell => new CellResult(cell, [.. cell.Trials.Select(trial => StudyFolder.Finished(folder, trial))]))];
        return new StudyResult(study, folder, cells, cells.Any(cell => cell.Done < cell.Results.Count));
    }
}
