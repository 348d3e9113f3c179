using System.Globalization;

namespace Unroll.Cli.Tests;

/// <summary>Files of hourly values, kW, and of a column that is known ahead, holiday: a right one, load.csv, and others with one mistake each.</summary>
static class WrongSeries
{
    const int Rows = 120, At = 40;

    /// <summary>Writes all of them.</summary>
    public static void Write(CliFixture to)
    {
        string[] right = [.. Enumerable.Range(0, Rows).Select(row => Row(row, Wave(row)))];
        Put("load", right);
        Put("short", right[..20]);
        Put("constant", Each((row, _) => Row(row, "7")));
        Put("constant-before-the-test", Each((row, _) => Row(row, row < 100 ? "7" : Wave(row))));
        Put("missing", Each((row, _) => Row(row, "")));
        Put("gaps", Each((row, _) => Row(row, row % 5 == 0 ? Wave(row) : "")));
        Put("infinite", Each((row, text) => row == At ? Row(row, "inf") : text));
        Put("huge", Each((row, text) => row == At ? Row(row, "1e999") : text));
        Put("repeats", [.. right[..At], right[At - 1], .. right[At..]]);
        Put("back", [.. right[..At], right[At + 1], right[At], .. right[(At + 2)..]]);
        Put("wider", Each((row, _) => Row(row < 90 ? row : (2 * row) - 90, Wave(row))));
        Put("between", Each((row, text) => row == At ? text.Replace(":00", ":30", StringComparison.Ordinal) : text));
        Put("ends", Each((row, text) => row < 110 ? text : Row(row, Wave(row), "")));
        Put("never", Each((row, text) => row < 118 ? Row(row, Wave(row), "") : text));
        Put("negative", Each((row, _) => Row(row, row == At ? "-1" : "3")));
        Put("half", Each((row, _) => Row(row, row == At ? "1.5" : "3")));
        Put("daily", [.. right.Select((_, row) => Row(24 * row, Wave(row)))]);
        to.Write("shops.csv", "time,shop,kW\n" + string.Concat(
            Enumerable.Range(0, Rows).Select(row => $"{Time(row)},{(row < 100 ? "a" : "b")},{Wave(row)}\n")));

        string[] Each(Func<int, string, string> change) => [.. right.Select((text, row) => change(row, text))];

        void Put(string name, string[] rows) => to.Write($"{name}.csv", $"time,kW,holiday\n{string.Concat(rows)}");
    }

    /// <summary>Trains a forecaster of the right one, with what is known ahead.</summary>
    public static void Train(CliFixture from, string run)
    {
        CliResult result = CliFixture.Run("train", "forecast", "--data", Path.Combine(from.Folder, "load.csv"), "--target", "kW", "--known", "holiday",
            "--window", "24", "--horizon", "6", "--units", "4", "--epochs", "1", "--out", Path.Combine(from.Folder, run), "--workers", "1");
        Assert.Equal(0, result.ExitCode);
    }

    static string Row(int hour, string value, string holiday = "0") => $"{Time(hour)},{value},{holiday}\n";

    static string Time(int hour) => new DateTime(2024, 1, 1).AddHours(hour).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static string Wave(int step) => (50 + (10 * Math.Sin(step * 0.3)) + (step * 37 % 11)).ToString("F2", CultureInfo.InvariantCulture);
}
