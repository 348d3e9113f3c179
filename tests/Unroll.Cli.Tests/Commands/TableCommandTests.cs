using System.Text.Json;

namespace Unroll.Cli.Tests.Commands;

/// <summary>Tables in other forms: read right, or refused in one line that names the option which decides, wherever a command reads them.</summary>
public sealed class TableCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Train_AsksForTheShare_AndTakesIt_AndPredictKnowsIt()
    {
        string rows = string.Concat(from share in "ABC" from day in Enumerable.Range(0, 80) select $"{new DateOnly(2023, 1, 2).AddDays(day):yyyy-MM-dd},{Day(share, day)},{share}\n");
        string prices = _cli.Write("long.csv", "date,open,high,low,close,Name\n" + rows), run = Path.Combine(_cli.Folder, "run");
        Assert.EndsWith("long.csv: it holds 3 shares: A, B, C; choose with --share, as in --share A", CliFixture.Run(Train(prices, run)).OneLineOfComplaint(),
            StringComparison.Ordinal);
        Assert.Equal(0, CliFixture.Run([.. Train(prices, run), "--share", "B"]).ExitCode);
        Assert.Equal(["B"], JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "config.json"))).RootElement.GetProperty("share").EnumerateArray()
            .Select(share => share.GetString()));
        JsonElement predicted = JsonDocument.Parse(CliFixture.Run("predict", run, "--json").Output).RootElement.GetProperty("predictions")[0];
        Assert.Equal(("B", 279), (predicted.GetProperty("share").GetString(), predicted.GetProperty("lastClose").GetDouble()));
    }

    /// <summary>Files that do not tell which share they hold, and a table with other names: --share says it.</summary>
    [Fact]
    public void Share_SaysWhichFileOrNameIsWhichShareOfTheModel()
    {
        string a = Lines("A", 'A'), b = Lines("B", 'B'), run = Path.Combine(_cli.Folder, "run");
        Assert.Equal(0, CliFixture.Run(["train", "stocks", "--data", a, b, .. Train(a, run)[4..]]).ExitCode);
        string[] other = ["--data", Lines("first", 'B'), Lines("second", 'A')];
        IEnumerable<string> rows = "AB".SelectMany(share => Enumerable.Range(0, 80).Select(day =>
            $"{new DateOnly(2023, 1, 2).AddDays(day):yyyy-MM-dd},{Day(share, day)},share {share}{share}\n"));
        string table = _cli.Write("table.csv", "date,open,high,low,close,Name\n" + string.Concat(rows));
        foreach (string command in (string[])["predict", "evaluate"])
        {
            Assert.EndsWith("or say which is which with --share A=FILE", CliFixture.Run([command, run, .. other]).OneLineOfComplaint(),
                StringComparison.Ordinal);
            Assert.Equal(0, CliFixture.Run([command, run, .. other, "--share", "A=second.csv"]).ExitCode);
            Assert.Equal("unroll: --share C=first.csv: the model has no such share; it was trained on A, B; say which is which as in --share A=FILE",
                CliFixture.Run([command, run, .. other, "--share", "C=first.csv"]).OneLineOfComplaint());
            Assert.Equal("unroll: --share A=second.csv: it says which file of --data is which share; pass --data too",
                CliFixture.Run(command, run, "--share", "A=second.csv").OneLineOfComplaint());
        }

        foreach (string[] data in (string[][])[[.. other, "--share", "A=second.csv"], [.. other, "--share", "B=first.csv", "A=second.csv"],
            ["--data", table, "--share", "A=share AA", "B=share BB"]])
        {
            JsonElement predicted = JsonDocument.Parse(CliFixture.Run(["predict", run, .. data, "--json"]).Output).RootElement.GetProperty("predictions");
            Assert.Equal([("A", 179), ("B", 279)], predicted.EnumerateArray()
                .Select(row => (row.GetProperty("share").GetString()!, row.GetProperty("lastClose").GetDouble())));
        }
    }

    /// <summary>A short file that does not tell the order of day and month: the command that reads it has the option that its complaint names.</summary>
    [Fact]
    public void Predict_AsksForTheOrderOfDates_AndTakesIt()
    {
        string prices = _cli.Prices("prices.csv", 0, 60), run = Path.Combine(_cli.Folder, "run");
        Assert.Equal(0, CliFixture.Run(Train(prices, run)).ExitCode);
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "other"));
        string other = _cli.Write("other/prices.csv", "Date,Open,High,Low,Close\n" + string.Concat(Enumerable.Range(4, 6).Select(day => $"{day:00}/03/2023,60,61,59,60\n")));
        foreach (string command in (string[])["predict", "evaluate"])
        {
            Assert.Contains("choose with --date-order day_first or --date-order month_first", CliFixture.Run(command, run, "--data", other).OneLineOfComplaint(),
                StringComparison.Ordinal);
            Assert.Equal(0, CliFixture.Run(command, run, "--data", other, "--date-order", "day_first").ExitCode);
        }

        string json = CliFixture.Run("predict", run, "--data", other, "--date-order", "day_first", "--json").Output;
        Assert.Equal("2023-03-09", JsonDocument.Parse(json).RootElement.GetProperty("predictions")[0].GetProperty("lastDay").GetString());
        Assert.Contains("--date-order day: unknown; known are auto, day_first, month_first",
            CliFixture.Run("predict", run, "--date-order", "day").OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_Refuses_AnOptionThatTheTaskHasNot() => Assert.Contains("--decimal: the data of the task text have none; leave it out",
        CliFixture.Run("predict", _cli.Trained("run"), "--decimal", "comma").OneLineOfComplaint(), StringComparison.Ordinal);

    public void Dispose() => _cli.Dispose();

    string Lines(string name, char share) => _cli.Write(name + ".csv", "date,open,high,low,close\n" + string.Concat(
        Enumerable.Range(0, 80).Select(day => $"{new DateOnly(2023, 1, 2).AddDays(day):yyyy-MM-dd},{Day(share, day)}\n")));

    static string Day(char share, int day) => $"{(share - 'A') * 100 + 100 + day},{(share - 'A') * 100 + 101 + day},{(share - 'A') * 100 + 99 + day},{(share - 'A') * 100 + 100 + day}";

    static string[] Train(string prices, string run) =>
        ["train", "stocks", "--data", prices, "--window", "5", "--units", "4", "--layers", "1", "--epochs", "1", "--out", run, "--progress", "none"];
}
