using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tests.Data.TimeSeries;

/// <summary>Writes files of series and reads them.</summary>
sealed class SeriesSample : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    public SeriesCollection Read(string text, SeriesColumns? columns = null, SeriesLayout layout = SeriesLayout.Long) =>
        SeriesReader.Read([Write("load.csv", text)], columns, layout);

    /// <summary>What is said of a text that is no series, without the folder.</summary>
    public string Complaint(string text, SeriesColumns? columns = null, SeriesLayout layout = SeriesLayout.Long) =>
        Plain(Assert.Throws<InputException>(() => Read(text, columns, layout)).Message);

    public string Plain(string message)
    {
        Assert.DoesNotContain('\n', message);
        return message.Replace(_folder.File("load.csv")[..^"load.csv".Length], "", StringComparison.Ordinal);
    }

    /// <summary>"1 _ 3" for a column with a gap.</summary>
    public static string Text(Series series, string column) => string.Join(' ', series[column].ToArray()
        .Select(value => double.IsNaN(value) ? "_" : value.ToString(CultureInfo.InvariantCulture)));

    public void Dispose() => _folder.Dispose();
}
