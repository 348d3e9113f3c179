using System.Globalization;
using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>Files in the forms of providers and spreadsheets; most hold the same 160 days of one share.</summary>
static class PriceCases
{
    /// <summary>The days that most files hold, read here without the program: comma, point, 2018-12-31.</summary>
    public static PriceDay[] Plain { get; } = [.. Lines("excel_tail.csv").Skip(1).Where(line => !line.StartsWith(','))
        .Select(line => line.Split(',')).Select(cells => new PriceDay(DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[4]), Number(cells[5])))];

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "Prices", "Cases", name);

    public static string[] Lines(string name) => File.ReadAllLines(Path(name));

    /// <summary>The same days, each price within a tolerance after scaling.</summary>
    public static void Same(IEnumerable<PriceDay> expected, IReadOnlyList<PriceDay> days, double tolerance = 0, double scale = 1, double volume = 0)
    {
        PriceDay[] wanted = [.. expected];
        Assert.Equal(wanted.Select(day => day.Date), days.Select(day => day.Date));
        foreach ((PriceDay one, PriceDay day) in wanted.Zip(days))
        {
            Assert.Equal(one.Open * scale, day.Open, tolerance);
            Assert.Equal(one.High * scale, day.High, tolerance);
            Assert.Equal(one.Low * scale, day.Low, tolerance);
            Assert.Equal(one.Close * scale, day.Close, tolerance);
            Assert.Equal(one.AdjustedClose * scale, day.AdjustedClose, tolerance);
            Assert.Equal(one.Volume, day.Volume, volume);
        }
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
