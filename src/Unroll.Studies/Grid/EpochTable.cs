using System.Globalization;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>epochs.csv of a study: the metrics of all its trainings, epoch by epoch.</summary>
static class EpochTable
{
    static readonly string[] s_heads = ["cell", "seed", "epoch"];

    public static Table Create(StudyResult result)
    {
        (StudyTrial Trial, TrialResult Result)[] done = [.. result.Trainings];
        string[] metrics = [.. done.SelectMany(one => one.Result.History.Keys).Distinct()];
        var rows = new List<IReadOnlyList<Cell>>();
        foreach ((StudyTrial trial, TrialResult training) in done)
            for (int epoch = 0; epoch < training.History.Values.Select(values => values.Length).DefaultIfEmpty().Max(); epoch++)
                rows.Add([trial.Cell.Name, $"{trial.Seed}", epoch + 1, .. metrics.Select(metric => At(training, metric, epoch))]);
        return new Table([.. s_heads.Select(Column.Text), .. metrics.Select(Column.Number)], rows);
    }

    /// <summary>The metrics of each training by the name of its cell and its seed; nothing where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyDictionary<(string Cell, string Seed), IReadOnlyDictionary<string, double[]>> Read(string path)
    {
        if (!File.Exists(path))
            return new Dictionary<(string, string), IReadOnlyDictionary<string, double[]>>();
        Table table = TableCsv.Read(path);
        if (!table.Columns.Take(s_heads.Length).Select(column => column.Name).SequenceEqual(s_heads))
            throw new InvalidDataException($"{path}: damaged: its first columns must be {string.Join(", ", s_heads)}");
        return table.Rows.GroupBy(row => (row[0].Text, row[1].Text)).ToDictionary(rows => rows.Key,
            rows => (IReadOnlyDictionary<string, double[]>)History(table, [.. rows]));
    }

    static Dictionary<string, double[]> History(Table table, IReadOnlyList<Cell>[] rows)
    {
        var history = new Dictionary<string, double[]>();
        for (int column = s_heads.Length; column < table.Columns.Count; column++)
            if (rows.Any(row => row[column].Text.Length > 0))
                history[table.Columns[column].Name] = [.. rows.Select(row => Number(row[column].Text))];
        return history;
    }

    static Cell At(TrialResult training, string metric, int epoch) =>
        training.History.TryGetValue(metric, out double[]? values) && epoch < values.Length && !double.IsNaN(values[epoch]) ? values[epoch] : default(Cell);

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
