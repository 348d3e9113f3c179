using System.Globalization;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>Tables of trainings.</summary>
static class TrialTable
{
    const int MostDecimals = 4;

    /// <summary>A table of the first training of each cell, one below the other, with the cells' values; null where there is none.</summary>
    public static Table? Create(StudyResult result, StudyText text)
    {
        Study study = result.Study;
        bool isPublished = study.Published.Any(one => one.Value is null);
        var tables = new List<(StudyTrial Trial, Table Table)>();
        var missing = new List<string>();
        foreach (StudyTrial trial in result.Cells.Select(cell => cell.Cell.Trials[0]))
        {
            string path = Path.Combine(result.Folder, trial.Folder, text.File);
            if (!File.Exists(path))
            {
                missing.Add(trial.Cell.Name);
                continue;
            }

            tables.Add((trial, Readable(Read(path))));
        }

        string title = TitleOf(study, text);
        if (tables.Count == 0)
            return File.Exists(StudyFolder.Table(result.Folder, text)) ? Readable(Read(StudyFolder.Table(result.Folder, text))) with { Title = title } : null;
        string none = missing.Count == 0 ? "" : $"; none of {string.Join("; ", missing)}";
        Column[] remark = isPublished ? [Column.Text("published")] : [];

        // A column that one table lacks is empty in its rows.
        Column[] columns = [.. tables.SelectMany(one => one.Table.Columns).DistinctBy(column => column.Name)];
        IReadOnlyList<Cell>[] rows = [.. tables.SelectMany(one => Rows(one.Trial, one.Table))];
        return new Table([.. study.Axes.Select(axis => Column.Text(axis.Name)), .. columns, .. remark], rows) { Title = title + none };

        IEnumerable<IReadOnlyList<Cell>> Rows(StudyTrial trial, Table table)
        {
            Dictionary<string, int> places = table.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
            Cell[] published = isPublished ? [string.Join(", ", trial.Cell.PublishedWords)] : [];
            return table.Rows.Select(row => (IReadOnlyList<Cell>)
                [.. trial.Cell.Names, .. columns.Select(column => places.TryGetValue(column.Name, out int place) ? row[place] : ""), .. published]);
        }
    }

    /// <summary>A table whose numbers people read with a few decimals, where they have many; files keep all.</summary>
    static Table Readable(Table table) =>
        table with { Rows = [.. table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(cell => Readable(cell.Text))])] };

    static Cell Readable(string text) => text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 && text.Length > point + 1 + MostDecimals
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number.ToString(CultureInfo.InvariantCulture) == text ? number : text;

    /// <summary>The title of a text, with the seed of the training that it is of, where there are several.</summary>
    internal static string TitleOf(Study study, StudyText text) =>
        text.Title + (study.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $" (seed {study.Seed})") : "");

    /// <summary>Reads a table of a training.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal static Table Read(string path)
    {
        try
        {
            return TableCsv.Read(path);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{error.Message}; delete the run folder, and the training is done again", error);
        }
    }
}
