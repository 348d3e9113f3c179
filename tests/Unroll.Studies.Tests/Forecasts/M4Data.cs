using System.Globalization;
using System.IO.Compression;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>Series of the M4 competition: the training part of each and the values after it.</summary>
/// <param name="Series">The series, in the order of the file.</param>
sealed record M4Data(IReadOnlyList<(double[] Training, double[] Test)> Series)
{
    /// <summary>Where a file of the competition lies; null where it is not at hand.</summary>
    public static string? Find(string name) =>
        DataLocator.FromEnvironment().DataRoot is { } root && Path.Combine(root, "series", $"m4-{name}.csv.gz") is var path && File.Exists(path) ? path : null;

    /// <summary>Reads the series of a frequency, <c>hourly</c> or <c>weekly</c>.</summary>
    public static M4Data Read(string frequency) => new([.. Rows($"{frequency}-train").Zip(Rows($"{frequency}-test"), (training, test) =>
    {
        Assert.Equal(training.Name, test.Name);
        return (training.Values, test.Values);
    })]);

    /// <summary>A row a series: its name, its values, and nothing in the columns that only longer ones fill.</summary>
    static IEnumerable<(string Name, double[] Values)> Rows(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Find(name)!), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = [.. line.Split(',').Select(cell => cell.Trim('"'))];
            yield return (cells[0], [.. cells.Skip(1).Where(cell => cell.Length > 0).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
        }
    }
}
