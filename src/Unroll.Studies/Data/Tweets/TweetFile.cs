using System.Globalization;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Reads labelled tweets from a table with a column <c>class</c> (0, 1 or 2) and a column <c>tweet</c>, gzipped or not.</summary>
public static class TweetFile
{
    const string Labels = "class";
    const string Texts = "tweet";

    /// <summary>All tweets, in their order.</summary>
    /// <exception cref="InputException">The file cannot be read, lacks a column, or has a label that is none; the message is one line.</exception>
    public static IReadOnlyList<Tweet> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        TableFile table = TableFile.Read(path, new TableFormat { Separator = FieldSeparator.Comma });
        string[] header = table.Rows.Count == 0 ? [] : table.Rows[0].Cells;
        int label = Column(path, header, Labels), text = Column(path, header, Texts);
        List<TableRow> rows = table.RowsBelow(header, 1);
        if (rows.Count == 0)
            throw new InputException($"{path}: there is no tweet below the header");
        return [.. rows.Select(row => new Tweet(row.Line, Class(table.Cell(row, label, Labels)), table.Cell(row, text, Texts).Text))];
    }

    static int Column(string path, string[] header, string name)
    {
        int place = Array.FindIndex(header, cell => string.Equals(cell, name, StringComparison.OrdinalIgnoreCase));
        return place >= 0 ? place : throw new InputException(
            $"{path}: there is no column '{name}'; a file of tweets has the columns '{Labels}' (0 hate, 1 offensive, 2 neither) and '{Texts}'");
    }

    static TweetClass Class(TableCell cell) =>
        int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.IsDefined((TweetClass)number)
            ? (TweetClass)number
            : throw cell.Wrong("is no label; they are 0 (hate), 1 (offensive) and 2 (neither)");
}
