using System.Globalization;
using System.Text;
using CsvHelper;

namespace Unroll.Studies.Grid;

/// <summary>Tables of trainings under one another, with the cells that they are of: what the first training of each cell gave.</summary>
static class StudyTextTable
{
    const char Blank = '␣';

    static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',', HasHeader = false, TrackLineNumbers = true, AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Throw,
    };

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

    /// <summary>The rows of a table, the head line first.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal static string[][] Read(string path)
    {
        var rows = new List<string[]>();
        try
        {
            using CsvReader csv = CsvReader.FromText(File.ReadAllText(path), s_options);
            while (csv.Read())
                rows.Add(csv.Current.ToArray());
        }
        catch (CsvFormatException error)
        {
            throw Damaged(path, $"line {error.LineNumber}: a quotation mark stands where none may", error);
        }

        if (rows.Count == 0)
            throw Damaged(path, "it is empty");
        int odd = rows.FindIndex(row => row.Length != rows[0].Length);
        return odd < 0 ? [.. rows] : throw Damaged(path, $"row {odd} has {rows[odd].Length} columns, the first line {rows[0].Length}");
    }

    static InvalidDataException Damaged(string path, string what, Exception? cause = null) =>
        new($"{path}: damaged: {what}; delete the run folder, and the training is done again", cause);
}
