using System.Globalization;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>Tables of trainings.</summary>
static class TrialTable
{
    /// <summary>A table of the first training of each cell, one below the other, with the cells' values; null where no training has it.</summary>
    public static Table? Create(StudyResult result, StudyText text)
    {
        Study study = result.Study;
        bool isPublished = study.Published.Any(one => one.Value is null);
        var rows = new List<IReadOnlyList<Cell>>();
        IReadOnlyList<Column> columns = [];
        foreach (StudyTrial trial in result.Cells.Select(cell => cell.Cell.Trials[0]))
        {
            string path = Path.Combine(result.Folder, trial.Folder, text.File);
            if (!File.Exists(path))
                continue;
            Table table = Read(path);
            columns = table.Columns;
            Cell[] published = isPublished ? [string.Join(", ", trial.Cell.PublishedWords)] : [];
            rows.AddRange(table.Rows.Select(row => (Cell[])[.. trial.Cell.Names, .. row, .. published]));
        }

        if (rows.Count == 0)
            return null;
        string seed = study.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $" (seed {study.Seed})") : "";
        Column[] remark = isPublished ? [Column.Text("published")] : [];
        return new Table([.. study.Axes.Select(axis => Column.Text(axis.Name)), .. columns, .. remark], rows) { Title = text.Title + seed };
    }

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
