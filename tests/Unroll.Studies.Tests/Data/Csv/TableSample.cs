using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

/// <summary>Writes tables and reads columns of them.</summary>
sealed class TableSample : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Write(string text)
    {
        File.WriteAllText(_folder.File("table.csv"), text);
        return _folder.File("table.csv");
    }

    public TableFile Read(string text, TableFormat? format = null) => TableFile.Read(Write(text), format ?? new TableFormat());

    /// <summary>The cells of a file with one column that has no header.</summary>
    public static TableCell[] Column(TableFile table, int place = 0) => [.. table.Rows.Select(row => table.Cell(row, place, "x"))];

    public string Complaint(Action read) => Assert.Throws<InputException>(read).Message.Replace(_folder.File("table.csv"), "FILE", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
