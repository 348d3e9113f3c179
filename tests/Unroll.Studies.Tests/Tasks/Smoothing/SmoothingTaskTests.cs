using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Smoothing;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Tasks.Smoothing;

/// <summary>Series with a season of 6, a trend and noise.</summary>
public sealed class SmoothingTaskTests : IDisposable
{
    const int Shops = 8, Days = 90, Horizon = 6;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Train_BeatsTheSeasonalNaiveForecast_AndIsMeasuredAlikeWhenItIsOpened()
    {
        RunResult result = RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.True(metrics["owa"] < metrics["seasonalNaiveOwa"], $"{metrics["owa"]} {metrics["seasonalNaiveOwa"]}");
        Assert.Equal(1, metrics["naive2Owa"], 12);
        Assert.InRange(metrics["coverage"], 0.7, 1);
        Assert.Equal(["model", "naive", "seasonalNaive", "naive2", "ses", "holt", "damped", "theta", "comb"],
            File.ReadAllLines(_folder.File("run/baselines.csv"))[1..].Select(line => line.Split(',')[0]));
        Assert.Equal(1 + (Shops * Horizon), File.ReadAllLines(_folder.File("run/forecasts.csv")).Length);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(metrics, model.On([]).Measure(CancellationToken.None).ByName);
    }

    /// <summary>The loss of the held-out part says something: it falls, and it is of values that no network has learned.</summary>
    [Fact]
    public void Epochs_AreMeasuredOnTheHorizonAfterWhatEachNetworkLearns()
    {
        RunResult one = RunTraining.Train(Small(), Options("one"), CancellationToken.None);
        double[] losses = [.. File.ReadAllLines(_folder.File("one/history.csv"))[1..].Select(line =>
            double.Parse(line.Split(',')[Array.IndexOf(File.ReadLines(_folder.File("one/history.csv")).First().Split(','), "val_loss")],
                CultureInfo.InvariantCulture))];
        Assert.True(losses[^1] < 0.97 * losses[0], $"{losses[0]} {losses[^1]}");

        string[] lines = File.ReadAllLines(_folder.File("shops.csv"));
        for (int i = 1; i < lines.Length; i++)
            if ((i - 1) % Days >= Days - Horizon)
                lines[i] = string.Join(',', [.. lines[i].Split(',')[..2], "9999"]);
        File.WriteAllLines(_folder.File("changed.csv"), lines);
        RunResult two = RunTraining.Train(Small() with { Data = [_folder.File("changed.csv")] }, Options("two"), CancellationToken.None);
        Assert.Equal(one.Metrics["trainingLoss"], two.Metrics["trainingLoss"]);
        Assert.NotEqual(one.Metrics["validationLoss"], two.Metrics["validationLoss"]);
    }

    /// <summary>The level goes on through the test, and through what has come since.</summary>
    [Fact]
    public void Predict_ContinuesEachSeriesAfterItsLastValue()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Predictions next = model.Predict(new PredictionInput([], []), CancellationToken.None);
        Assert.Equal(Shops * Horizon, next.Table.Rows.Count);
        Assert.Equal(("s0", "2024-03-31"), (next.Table.Rows[0][0].Text, next.Table.Rows[0][1].Text));
        Assert.All(next.Table.Rows, row => Assert.InRange(row[2].Number!.Value, row[3].Number!.Value, row[4].Number!.Value));
        Assert.InRange(next.Table.Rows[0][2].Number!.Value / Sold(0, Days), 0.8, 1.25);

        Write("shops.csv", Table(Days + 2));
        Predictions later = model.Predict(new PredictionInput([], []), CancellationToken.None);
        Assert.Equal("2024-04-02", later.Table.Rows[0][1].Text);
        Assert.Contains("shops.csv", later.Remarks[^1], StringComparison.Ordinal);
        Write("shops.csv", Table(Days - 20));
        Assert.Contains("'s0' has not the 84 values any more that were learned",
            Assert.Throws<InputException>(() => model.Predict(new PredictionInput([], []), CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Contains("the model forecasts no others", Assert.Throws<InputException>(() =>
            model.Predict(new PredictionInput(["other.csv"], []), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    /// <summary>The last years of some of M4's weekly series; the study learns all of them, in minutes.</summary>
    [DataTheory("m4-weekly")]
    [InlineData(60)]
    public void Train_BeatsTheNaiveForecast_OnWeeklySeriesOfM4(int count)
    {
        var set = SeriesSet.Load("m4-weekly");
        Write("weekly.csv", $"id,{string.Join(',', Enumerable.Range(1, 213))}\n" + string.Concat(set.Series.Zip(set.Test!).Take(count).Select(pair =>
            $"{pair.First.Name},{string.Join(',', [.. Last(pair.First), .. pair.Second["value"].ToArray().Select(Text)])}\n")));
        RunResult result = RunTraining.Train(
            new SmoothingConfiguration
            {
                Data = [_folder.File("weekly.csv")], Layout = SeriesLayout.Wide, Horizon = 13, Window = 52, Dilations = [1, 2, 4], Units = 8, Epochs = 15,
                CalibrationOrigins = 1,
            }, Options("weekly"), CancellationToken.None);
        Assert.True(result.Evaluation!.ByName["owa"] < 0.95, $"{result.Evaluation.ByName["owa"]}");
        Assert.InRange(result.Evaluation.ByName["coverage"], 0.85, 1);

        static IEnumerable<string> Last(Series series) => series["value"].ToArray().TakeLast(200).Select(Text);
    }

    [Theory]
    [InlineData("data", ": name a CSV file or a data set")]
    [InlineData("cell", "leave it out")]
    [InlineData("dropout", "leave it out")]
    [InlineData("loss", "leave it out")]
    [InlineData("dilations", "at most 1,024")]
    [InlineData("seasons", "whole numbers of at least 1")]
    [InlineData("target", "one column")]
    public void Prepare_SaysInOneLine_WhatIsWrong(string setting, string message)
    {
        SmoothingConfiguration small = Small(), wrong = setting switch
        {
            "data" => small with { Data = [] },
            "cell" => small with { Cell = "gru" },
            "dropout" => small with { Dropout = 0.1f },
            "loss" => small with { Loss = "mae" },
            "dilations" => small with { Dilations = [31, 37] },
            "seasons" => small with { Seasons = [0] },
            _ => small with { Columns = small.Columns with { Targets = ["sold", "sold"] } },
        };
        InputException error = Assert.ThrowsAny<InputException>(() => wrong.Prepare(new RunOptions()));
        if (setting != "target")
            Assert.Equal(setting, Assert.IsType<SettingException>(error).Setting);
        Assert.Contains(setting == "target" ? "sold" : message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "x.csv: line 12: 'x' is 0; smoothing needs values above 0 at all steps")]
    [InlineData("-3", "is -3; smoothing needs")]
    [InlineData("", "has a gap; smoothing needs")]
    public void Prepare_NamesTheValueThatCannotBeSmoothed(string value, string message)
    {
        Write("x.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(step => $"{(step == 10 ? value : $"{1 + (step % 7)}")},1\n")));
        SmoothingConfiguration run = new()
        {
            Data = [_folder.File("x.csv")], Columns = new SeriesColumns { Targets = ["x"], Time = SeriesColumns.NoTimes }, Horizon = 2,
        };
        Assert.Contains(message, Assert.Throws<InputException>(() => run.Prepare(new RunOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_NamesTheSeriesThatIsTooShortOrDoesNotMove()
    {
        Assert.Contains("has 90 values, and horizon, season and what intervals are calibrated by need 97", Assert.Throws<InputException>(() =>
            (Small() with { Horizon = 30, CalibrationOrigins = 1 }).Prepare(new RunOptions())).Message, StringComparison.Ordinal);
        Write("flat.csv", "x\n" + string.Concat(Enumerable.Repeat("7\n", 40)));
        Assert.Contains("'flat' never changes", Assert.Throws<InputException>(() =>
            new SmoothingConfiguration { Data = [_folder.File("flat.csv")], Horizon = 2 }.Prepare(new RunOptions())).Message, StringComparison.Ordinal);
        Write("cycle.csv", "x\n" + string.Concat(Enumerable.Range(0, 40).Select(step => $"{1 + (step % 4)}\n")));
        Assert.Contains("'cycle' repeats itself exactly every 4 values", Assert.Throws<InputException>(() =>
            new SmoothingConfiguration { Data = [_folder.File("cycle.csv")], Horizon = 2, Seasons = [4] }.Prepare(new RunOptions())).Message,
            StringComparison.Ordinal);
    }

    [DataFact("m4-weekly")]
    public void Prepare_TakesTheHorizonThatACompetitionAsksFor() => Assert.Contains("m4-weekly asks for 13 values", Assert.Throws<SettingException>(() =>
        new SmoothingConfiguration { Data = ["m4-weekly"], Horizon = 12 }.Prepare(new RunOptions())).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    SmoothingConfiguration Small()
    {
        if (!File.Exists(_folder.File("shops.csv")))
            Write("shops.csv", Table(Days));
        return new SmoothingConfiguration
        {
            Data = [_folder.File("shops.csv")], Columns = new SeriesColumns { Series = "shop", Targets = ["sold"] }, Horizon = Horizon, Seasons = [6],
            Window = 12, Dilations = [1, 2], Units = 8, Epochs = 30, Members = 2, CalibrationOrigins = 1,
        };
    }

    static string Table(int days) => "shop,day,sold\n" + string.Concat(Enumerable.Range(0, Shops).SelectMany(shop =>
        Enumerable.Range(0, days).Select(day => string.Create(CultureInfo.InvariantCulture,
            $"s{shop},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{Sold(shop, day):F3}\n"))));

    static double Sold(int shop, int day) =>
        (50 + (30 * shop)) * Math.Exp((0.004 * day) + (0.3 * Math.Sin((day + shop) * Math.PI / 3)) + (day * 37 % 11 / 120.0));

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };

    void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
