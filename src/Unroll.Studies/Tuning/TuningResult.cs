namespace Unroll.Studies.Tuning;

/// <summary>What a tuning has found.</summary>
/// <param name="Definition">The tuning.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="History">What it has decided and measured.</param>
/// <param name="End">Why it ended.</param>
public sealed record TuningResult(TuningDefinition Definition, string Folder, TuningHistory History, TuningEnd End)
{
    /// <summary>What a reader should know of the data, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The last measurement of each trial, the best first.</summary>
    public IReadOnlyList<TuningJob> Ranked { get; } = History.Ranked(Definition);

    /// <summary>The best trial; null where none has a value.</summary>
    public TuningJob? Best => Ranked.FirstOrDefault(job => job.Measurement!.Value is not null);

    /// <summary>Trials that failed.</summary>
    public IEnumerable<TuningJob> Failed => Ranked.Where(job => job.Measurement!.Failure is not null);

    /// <summary>Reads what a folder holds.</summary>
    /// <exception cref="InputException">It is no folder of a tuning.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static TuningResult Open(string folder)
    {
        if (!TuningFolder.IsIn(folder))
            throw new InputException($"{folder}: there is no tuning in it");
        TuningDefinition definition = TuningReader.ReadFile(TuningFolder.Definition(folder));
        return new TuningResult(definition, folder, TrialsFile.Read(folder)?.ToHistory(definition, folder) ?? TuningHistory.Empty, TuningEnd.Stopped);
    }
}
