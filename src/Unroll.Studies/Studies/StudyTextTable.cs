using System.Globalization;
using System.Text;
using CsvHelper;

namespace Unroll.Studies.Studies;

/// <summary>Tables of trainings under one another, with the cells that they are of: what the first training of each cell gave.</summary>
static class StudyTextTable
{
    const char Blank = '␣';

    public static void Write(StringBuilder text, StudyResult result, StudyText table)
    {
        bool isPublished = result.Study.Published.Any(one => one.Value is null);
        string[] axes = [.. result.Study.Axes.Select(axis => axis.Name)];
        var rows = new List<string[]>();
        string[] columns = [];
        foreach (StudyTrial trial in result.Cells.Select(cell => cell.Cell.Trials[0]))
        {
            string path = Path.Combine(result.Folder, trial.Folder, table.File);
            if (!File.Exists(path))
                continue;
            string[][] read = Read(path);
            columns = read[0];
            rows.AddRange(read.Skip(1).Select(row => (string[])[.. trial.Cell.Values.Select(value => value.Name), .. row.Select(Visible), .. Words(trial.Cell, isPublished)]));
        }

        string seed = result.Study.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $" (seed {result.Study.Seed})") : "";
        if (rows.Count == 0 && result.Cells.Any(cell => cell.Done > cell.Failures))
            text.Append(CultureInfo.InvariantCulture, $"## {table.Title}\n\nNo training has the table {table.File}.\n\n");
        if (rows.Count > 0)
            SummaryMarkdown.Table(text, table.Title + seed, [.. axes, .. columns, .. isPublished ? ["published"] : (string[])[]], rows);
    }

    /// <summary>What was published of a cell in words, beside the texts that it gave.</summary>
    static string[] Words(StudyCell cell, bool isPublished) =>
        isPublished ? [string.Join(", ", cell.PublishedWords)] : [];

    /// <summary>Blanks at the ends of a text, which a page would swallow.</summary>
    static string Visible(string text)
    {
        string middle = text.Trim(' ');
        int before = middle.Length == 0 ? text.Length : text.IndexOf(middle, StringComparison.Ordinal);
        return new string(Blank, before) + middle + new string(Blank, text.Length - middle.Length - before);
    }

    static string[][] Read(string path)
    {
        using CsvReader csv = CsvReader.FromText(File.ReadAllText(path), new CsvReaderOptions { Separator = ',', HasHeader = false, AllowLineBreaksInQuotes = true });
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add(csv.Current.ToArray());
        return [.. rows];
    }
}
