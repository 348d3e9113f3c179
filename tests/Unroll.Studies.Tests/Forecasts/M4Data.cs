using System.Globalization;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>Series of the M4 competition: the training part of each and the values after it.</summary>
/// <param name="Series">The series, in the order of the file.</param>
sealed record M4Data(IReadOnlyList<(double[] Training, double[] Test)> Series)
{
    /// <summary>Reads the series of a frequency, <c>hourly</c> or <c>weekly</c>.</summary>
    public static M4Data Read(string frequency) => new([.. Rows($"m4-{frequency}-train").Zip(Rows($"m4-{frequency}-test"), (training, test) =>
    {
        Assert.Equal(training.Name, test.Name);
        return (training.Values, test.Values);
    })]);

    /// <summary>A row a series: its name, its values, and nothing in the columns that only longer ones fill.</summary>
    static IEnumerable<(string Name, double[] Values)> Rows(string file) =>
        from line in SeriesTheoryAttribute.Lines(file)
        let cells = line.Split(',').Select(cell => cell.Trim().Trim('"')).ToArray()
        select (cells[0], (double[])[.. cells.Skip(1).Where(cell => cell.Length > 0).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
}
