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

    static string Day(char share, int day) => $"{(share - 'A') * 100 + 100 + day},{(share - 'A') * 100 + 101 + day},{(share - 'A') * 100 + 99 + day},{(share - 'A') * 100 + 100 + day}";

    static string[] Train(string prices, string run) =>
        ["train", "stocks", "--data", prices, "--window", "5", "--units", "4", "--layers", "1", "--epochs", "1", "--out", run, "--progress", "none"];
}
