using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Forecasts;

namespace Unroll.Studies.Tests.Tasks.Forecasts;

public sealed class ForecastTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Train_BeatsTheNaiveForecast_AndItsCheckpointIsAForecaster()
    {
        RunResult result = RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.True(metrics["mase"] < metrics["naiveMase"], $"{metrics["mase"]} {metrics["naiveMase"]}");
        Assert.InRange(metrics["coverage"], 0.5, 1);
        Assert.Equal(1, metrics["naive2Owa"], 12);
        Assert.Equal(["series", "target", "time", "step", "actual", "predicted", "lower", "upper", "seasonalNaive"],
            File.ReadAllLines(_folder.File("run/forecasts.csv"))[0].Split(','));
        Assert.Equal(1 + 6, File.ReadAllLines(_folder.File("run/steps.csv")).Length);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(metrics, model.On([]).Measure(CancellationToken.None).ByName);
        Predictions next = model.Predict(new PredictionInput([], []), CancellationToken.None);
        Assert.Equal(6, next.Table.Rows.Count);
        Assert.Equal("2024-01-11 00:00", next.Table.Rows[0][2].Text);

        var forecaster = Forecaster.Load(Directory.GetFiles(_folder.File("run/checkpoints")).Single(file => file.Contains("last", StringComparison.Ordinal)));
        Series series = SeriesReader.Read([_folder.File("wave.csv")], Small().Columns).Series[0];
        Assert.Equal(next.Table.Rows.Select(row => row[3].Number!.Value), forecaster.Predict(series).Values());
    }

    [Fact]
    public void Train_LearnsNothingOfTheTest()
    {
        RunResult one = RunTraining.Train(Small(), Options("one"), CancellationToken.None);
        string[] lines = File.ReadAllLines(_folder.File("wave.csv"));
        for (int i = lines.Length - 26; i < lines.Length - 6; i++)
            lines[i] = lines[i].Split(',')[0] + ",9999,0";
        File.WriteAllLines(_folder.File("changed.csv"), lines);
        RunResult two = RunTraining.Train(Small() with { Data = [_folder.File("changed.csv")] }, Options("two"), CancellationToken.None);
        Assert.Equal(one.Metrics["trainingLoss"], two.Metrics["trainingLoss"]);
        Assert.NotEqual(one.Evaluation!.ByName["rmse"], two.Evaluation!.ByName["rmse"]);
    }

    /// <summary>A network that gives two hours forecasts six: training sees the two, the test, the baselines and predict all six.</summary>
    [Fact]
    public void OutputChunkLength_MakesTheForecastRecursive()
    {
        ForecastConfiguration chunks = Small() with { Interval = null, OutputChunkLength = 2 };
        RunResult result = RunTraining.Train(chunks, Options("run"), CancellationToken.None);
        var data = (ForecastData)result.Data;
        Assert.Equal((2, 20 - 2 + 1, 20 - 6 + 1), (data.Frame.Horizon, data.TestWindows.Count, data.TestOrigins.Count));
        Assert.Contains("the next 6, 2 at a time", data.Description, StringComparison.Ordinal);
        Assert.True(result.Evaluation!.ByName["mase"] < result.Evaluation.ByName["naiveMase"], $"{result.Evaluation.ByName["mase"]}");
        Assert.Equal(1 + 6, File.ReadAllLines(_folder.File("run/steps.csv")).Length);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(result.Evaluation.ByName, model.On([]).Measure(CancellationToken.None).ByName);
        Forecaster forecaster = ((ForecastModel)model).Forecaster;
        Series series = SeriesReader.Read([_folder.File("wave.csv")], chunks.Columns).Series[0];
        Assert.Equal(forecaster.Predict(series, horizon: 6).Values(),
            model.Predict(new PredictionInput([], []), CancellationToken.None).Table.Rows.Select(row => row[3].Number!.Value));

        // The whole horizon at once is what it is without the setting.
        Assert.Equal(Metrics(Small() with { Interval = null, Epochs = 1 }, "direct"),
            Metrics(chunks with { OutputChunkLength = 6, Epochs = 1 }, "whole"));

        IReadOnlyDictionary<string, double> Metrics(ForecastConfiguration run, string name) =>
            RunTraining.Train(run, Options(name), CancellationToken.None).Evaluation!.ByName;
    }

    [Fact]
    public void OutputChunkLength_HasIntervals_OfPathsDrawnFromADistribution()
    {
        ForecastConfiguration chunks = Small() with { Interval = 80, Distribution = DistributionKind.Normal, OutputChunkLength = 2, Paths = 40, Stride = 3 };
        RunResult result = RunTraining.Train(chunks, Options("run"), CancellationToken.None);
        Assert.InRange(result.Evaluation!.ByName["coverage"], 0.5, 1);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(result.Evaluation.ByName, model.On([]).Measure(CancellationToken.None).ByName);
        Series series = SeriesReader.Read([_folder.File("wave.csv")], chunks.Columns).Series[0];
        (double[] lower, double[] upper) = ((ForecastModel)model).Forecaster.SamplePaths(series, 40, horizon: 6, seed: chunks.Seed).Interval(0.8);
        IReadOnlyList<IReadOnlyList<Cell>> rows = model.Predict(new PredictionInput([], []), CancellationToken.None).Table.Rows;
        Assert.Equal(lower.Zip(upper), rows.Select(row => (row[4].Number!.Value, row[5].Number!.Value)));
    }

    /// <summary>A shorter horizon is the beginning of the model's own; a longer one goes on from the forecasts, with intervals of drawn paths.</summary>
    [Fact]
    public void Predict_TakesAnyHorizon()
    {
        ForecastConfiguration twos = Small() with { Interval = 80, Distribution = DistributionKind.Normal, Horizon = 2, Epochs = 1 };
        RunTraining.Train(twos, Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Forecaster forecaster = ((ForecastModel)model).Forecaster;
        Series series = SeriesReader.Read([_folder.File("wave.csv")], twos.Columns).Series[0];
        Assert.Equal(forecaster.Predict(series, horizon: 5).Values(), Rows(model, 5).Select(row => row[3].Number!.Value));
        (double[] lower, double[] upper) = forecaster.SamplePaths(series, twos.Paths, horizon: 5, seed: twos.Seed).Interval(0.8);
        Assert.Equal(lower.Zip(upper), Rows(model, 5).Select(row => (row[4].Number!.Value, row[5].Number!.Value)));
        Assert.Equal(Rows(model, 2)[..1], Rows(model, 1));
        Assert.Contains("a horizon of 8 reads it so far ahead; add 2 values", Assert.Throws<InputException>(() => Rows(model, 7)).Message);
    }

    [Fact]
    public void Predict_SaysWhyAHorizonIsTooLong()
    {
        RunTraining.Train(Small() with { Interval = 80, Epochs = 1 }, Options("quantiles"), CancellationToken.None);
        SeriesColumns past = new() { Targets = ["kW"], Past = ["holiday"] };
        RunTraining.Train(Small() with { Interval = null, Columns = past, Epochs = 1 }, Options("past"), CancellationToken.None);
        foreach ((string run, string reason) in (ReadOnlySpan<(string, string)>)
            [("quantiles", "and learned quantiles say nothing of a forecast from forecasts"), ("past", "and of its past columns nothing is known beyond them")])
        {
            using TrainedModel model = SavedRun.Open(_folder.File(run));
            Assert.Equal($"predict: --horizon 7: the model gives 6 values at once, {reason}; ask for at most 6, or train one with --horizon 7",
                Assert.Throws<InputException>(() => Rows(model, 7)).Message);
            Assert.Equal(6, Rows(model, 6).Length);
        }
    }

    /// <summary>The last values of a sensor, and of what is known ahead, did not come: the forecast is made, and says so.</summary>
    [Fact]
    public void Predict_SaysWhichValuesAreFilled()
    {
        RunTraining.Train(Small() with { Epochs = 1 }, Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.DoesNotContain("filled", string.Join('\n', model.Predict(new PredictionInput([], []), CancellationToken.None).Remarks));
        string[] lines = File.ReadAllLines(_folder.File("wave.csv"));
        foreach (int line in (int[])[100, 236, 242])
            lines[line] = lines[line][..lines[line].LastIndexOf(',')] + ",";
        lines[238] = lines[238].Split(',')[0] + ",,0";
        File.WriteAllLines(_folder.File("late.csv"), lines);
        Predictions predictions = model.Predict(new PredictionInput([_folder.File("late.csv")], []), CancellationToken.None);
        Assert.Contains("1 of the 24 values of kW that the forecast of 'late' is made from is missing and filled with the last one before", predictions.Remarks);
        Assert.Contains("2 of the 30 values of holiday that the forecast of 'late' is made from are missing and filled with the last one before",
            predictions.Remarks);
    }

    /// <summary>A network has learned nothing of values beyond its training part, unless each window is scaled by itself.</summary>
    [Theory]
    [InlineData(WindowScaling.None, true)]
    [InlineData(WindowScaling.Last, false)]
    public void PredictAndMeasure_SayWhichValuesLieBeyondWhatWasLearned(WindowScaling scaling, bool said)
    {
        RunTraining.Train(Small() with { Epochs = 1, WindowScaler = scaling }, Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        string[] lines = File.ReadAllLines(_folder.File("wave.csv"));
        int last = Array.FindLastIndex(lines, line => line.Split(',')[1].Length > 0);
        string[] fields = lines[last].Split(',');
        lines[last] = $"{fields[0]},9999,{fields[2]}";
        Write("beyond.csv", string.Join('\n', lines) + "\n");
        string[] file = [_folder.File("beyond.csv")];
        foreach (string[] remarks in (string[][])[
            [.. model.Predict(new PredictionInput(file, []), CancellationToken.None).Remarks], [.. model.On(file).Measure(CancellationToken.None).Remarks]])
            Assert.Equal(said, remarks.Any(remark => remark.StartsWith("kW: ", StringComparison.Ordinal)
                && remark.EndsWith("the range of the training, as far as 9999; a model is less sure there", StringComparison.Ordinal)));
    }

    [Fact]
    public void Measure_SaysWhatOfOtherDataWasLearned()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        string[] lines = File.ReadAllLines(_folder.File("wave.csv"));
        File.WriteAllLines(_folder.File("copy.csv"), lines);
        Assert.DoesNotContain(model.On([_folder.File("copy.csv")]).Data.Remarks, remark => remark.Contains("learned", StringComparison.Ordinal));
        File.WriteAllLines(_folder.File("shorter.csv"), lines[..^16]);
        Assert.Contains($"{_folder.File("shorter.csv")}: the model has learned 10 of the 20 values of the test; the metrics count them and flatter",
            model.On([_folder.File("shorter.csv")]).Data.Remarks);
        File.WriteAllLines(_folder.File("learned.csv"), lines[..^40]);
        Assert.Contains("has learned all 20 values of the test",
            Assert.Throws<InputException>(() => model.On([_folder.File("learned.csv")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_IsApartFromTheTest()
    {
        ForecastData data = ForecastData.Load(Small() with { Validation = 12 });
        Assert.Equal(12 - 6 + 1, data.HeldOut!.BatchCount(1));
        Assert.Equal(20 - 6 + 1, data.TestWindows.Count);
        Assert.Equal(240 - 20 - 12 - 6 - 24 + 1, data.Training.BatchCount(1));
        Assert.True(data.KeepsBest);
        RunResult result = RunTraining.Train(Small() with { Validation = 12, Epochs = 1 }, Options("run"), CancellationToken.None);
        Assert.Contains("the metrics of the test are those of the last epoch", result.Evaluation!.Remarks[^1], StringComparison.Ordinal);
        Assert.False(ForecastData.Load(Small()).KeepsBest);
    }

    /// <summary>Values that repeat every four steps: the seasonal naive forecast errs not at all, and the naive one by hand.</summary>
    [Fact]
    public void Measure_CountsErrorsByHand()
    {
        Write("cycle.csv", "x\n" + string.Concat(Enumerable.Range(0, 60).Select(step => $"{(step % 4) + 1}\n")));
        RunResult result = RunTraining.Train(
            new ForecastConfiguration { Data = [_folder.File("cycle.csv")], Season = 4, Horizon = 2, Window = 4, Test = 4, Units = 4, Epochs = 1 },
            Options("cycle"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.Equal(0, metrics["seasonalNaiveScaledMse"]);
        // The origins follow the values 4, 1 and 2; what comes is 1 2, 2 3 and 3 4. The variance of 1 to 4 is 1.25.
        Assert.Equal((9 + 4 + 1 + 4 + 1 + 4) / 6.0 / 1.25, metrics["naiveScaledMse"], 1e-9);
        Assert.Equal(double.NaN, metrics["mase"]);
        // The mean of the six values is 2.5, their spread 5.5. The drift goes up from 4, stays at 1, goes up from 2.
        Assert.Equal((1 - (23 / 5.5), 1), (metrics["naiveRSquared"], metrics["seasonalNaiveRSquared"]));
        Assert.Equal((1, 2 / 6.0), (metrics["seasonalNaiveDirectionalAccuracy"], metrics["driftDirectionalAccuracy"]));
        Assert.DoesNotContain("naiveDirectionalAccuracy", metrics.Keys);
    }

    /// <summary>Kilowatts and cubic metres have no common error: each is told in its own unit, and only what has none over both.</summary>
    [Fact]
    public void SeveralTargets_AreToldEachInItsUnit()
    {
        Write("both.csv", "kW,m3\n" + string.Concat(Enumerable.Range(0, 60).Select(step => $"{(step % 4) + 1},{100 * ((step % 4) + 1)}\n")));
        RunResult result = RunTraining.Train(new ForecastConfiguration
        {
            Data = [_folder.File("both.csv")], Columns = new SeriesColumns { Targets = ["kW", "m3"] }, Season = 4, Horizon = 2, Window = 4, Test = 4, Units = 4,
            Epochs = 1, Interval = 80,
        }, Options("both"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.DoesNotContain("rmse", metrics.Keys);
        Assert.DoesNotContain("mae", metrics.Keys);
        Assert.Equal(metrics["rmse.m3"], Math.Sqrt(Errors("m3").Average(error => error * error)), 1e-9);
        Assert.Equal(metrics["mae.kW"], Errors("kW").Average(Math.Abs), 1e-9);
        Assert.Equal((metrics["rSquared.kW"] + metrics["rSquared.m3"]) / 2, metrics["rSquared"], 1e-12);

        Table steps = result.Evaluation.Tables["steps.csv"], baselines = result.Evaluation.Tables["baselines.csv"];
        Assert.Equal(["kW 1", "kW 2", "m3 1", "m3 2"], steps.Rows.Select(row => $"{row[0].Text} {row[1].Text}"));
        int naive = steps.Columns.ToList().FindIndex(column => column.Name == "naiveMae"), coverage = steps.Columns.Count - 1;
        Assert.Equal([(3 + 1 + 1) / 3.0, (2 + 2 + 2) / 3.0, 500 / 3.0, 200], steps.Rows.Select(row => row[naive].Number!.Value),
            (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(metrics["coverage"], steps.Rows.Average(row => row[coverage].Number!.Value), 1e-12);
        Assert.DoesNotContain("rmse", baselines.Columns.Select(column => column.Name));

        // The table of forecasts has those that do not overlap, the metrics are of all three.
        double[] Errors(string target)
        {
            using TrainedModel model = SavedRun.Open(_folder.File("both"));
            var data = (ForecastData)model.On([]).Data;
            return [.. ((ForecastModel)model).Forecaster.PredictFrom(data.Series, [(0, 56), (0, 57), (0, 58)])
                .SelectMany(forecast => forecast.Values(target).Select((value, step) => value - data.Series[0][target][forecast.Origin + step]))];
        }
    }

    [Fact]
    public void SeveralSeries_AreForecastTogether()
    {
        static string Row(int shop, int day) => string.Create(CultureInfo.InvariantCulture,
            $"s{shop},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{((day % 7 == 5 ? 9 : 0) * (shop + 1)) + (day * 31 % 5)}\n");
        Write("shops.csv", "shop,day,sold\n" + string.Concat(Enumerable.Range(0, 240).Select(row => Row(row / 80, row % 80))));
        ForecastConfiguration run = new()
        {
            Data = [_folder.File("shops.csv")], Columns = new SeriesColumns { Series = "shop", Targets = ["sold"] }, Horizon = 7, Test = 7, IdentityUnits = 2,
            Distribution = DistributionKind.NegativeBinomial, Epochs = 2, Units = 8, Calendar = true,
        };
        RunResult result = RunTraining.Train(run, Options("shops"), CancellationToken.None);
        Assert.Equal(7, ((ForecastData)result.Data).Parts.Season);
        Assert.Equal(14, ((ForecastData)result.Data).Frame.Window);
        Assert.InRange(result.Evaluation!.ByName["dieboldMarianoP"], 0, 1);
        Assert.DoesNotContain("naive2Mase", result.Evaluation.ByName.Keys);
        using TrainedModel model = SavedRun.Open(_folder.File("shops"));
        Assert.Equal(["s0", "s1", "s2"], model.Predict(new PredictionInput([], []), CancellationToken.None).Table.Rows.Select(row => row[0].Text).Distinct());

        string[] rows = File.ReadAllLines(_folder.File("shops.csv"));
        string[] others = [.. rows[1..].Select(row => row + "1")];
        File.WriteAllLines(_folder.File("straight.csv"), [rows[0], .. others]);
        File.WriteAllLines(_folder.File("turned.csv"), [rows[0], .. others[160..], .. others[..160]]);
        double[] losses = [.. new[] { "straight.csv", "turned.csv" }.Select(name =>
            model.On([_folder.File(name)]).Measure(CancellationToken.None).ByName["loss"])];
        Assert.Equal(losses[0], losses[1], losses[0] * 1e-5);

        Write("wrong.csv", "sold\n" + string.Concat(Enumerable.Range(0, 60).Select(day => day == 40 ? "-1\n" : "3\n")));
        Assert.Contains("wrong.csv: line 42: sold of 'wrong' is -1, which is no count", Assert.Throws<InputException>(() =>
            ForecastData.Load(run with { Data = [_folder.File("wrong.csv")], Columns = new SeriesColumns() })).Message);
    }

    [Theory]
    [InlineData("data", ": name a CSV file or a data set")]
    [InlineData("test", "at least the horizon of 6")]
    [InlineData("validation", "0, or at least the horizon of 6")]
    [InlineData("distribution", "leave one out")]
    [InlineData("loss", "have losses of their own")]
    [InlineData("interval", "do not reach its ends")]
    [InlineData("quantiles", "in rising order")]
    [InlineData("zoneout", "only the network recurrent has it")]
    [InlineData("cell", "gru, lstm or simple_rnn")]
    [InlineData("units", "an even number")]
    [InlineData("calendar", "has no times")]
    public void Prepare_SaysInOneLine_WhatIsWrong(string setting, string message)
    {
        ForecastConfiguration small = Small(), wrong = setting switch
        {
            "data" => small with { Data = [] },
            "test" => small with { Test = 3 },
            "validation" => small with { Validation = 2 },
            "distribution" => small with { Quantiles = [0.5], Distribution = DistributionKind.Normal },
            "loss" => small with { Loss = "mae" },
            "interval" => small with { Quantiles = [0.1, 0.9], Interval = 90 },
            "quantiles" => small with { Quantiles = [0.9, 0.1], Interval = null },
            "zoneout" => small with { Network = NetworkKind.Dilated, Zoneout = 0.1f },
            "cell" => small with { Network = NetworkKind.EncoderDecoder, Cell = "layer_normalized_gru" },
            "units" => small with { Network = NetworkKind.Segments, Units = 5 },
            _ => small with { Calendar = true, Columns = small.Columns with { Time = SeriesColumns.NoTimes } },
        };
        SettingException error = Assert.Throws<SettingException>(() => wrong.Prepare(new RunOptions()));
        Assert.Equal(setting, error.Setting);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Prepare_NamesTheSeriesThatIsTooShort()
    {
        Assert.Contains("has 240 values, and a window of 300 and a horizon of 6 before 20 values that are not learned need 326",
            Assert.Throws<InputException>(() => (Small() with { Window = 300 }).Prepare(new RunOptions())).Message);
        Write("flat.csv", "x\n" + string.Concat(Enumerable.Repeat("7\n", 80)));
        Assert.Contains("flat.csv: x never changes", Assert.Throws<InputException>(() =>
            (Small() with { Data = [_folder.File("flat.csv")], Columns = new SeriesColumns() }).Prepare(new RunOptions())).Message);
        Assert.Contains("not whole numbers of segments of 5", Assert.Throws<InputException>(() =>
            (Small() with { Columns = new SeriesColumns { Targets = ["kW"] }, Network = NetworkKind.Segments, Segment = 5 }).Prepare(new RunOptions())).Message);
    }

    public void Dispose() => _folder.Dispose();

    static IReadOnlyList<Cell>[] Rows(TrainedModel model, int horizon) =>
        [.. model.Predict(new PredictionInput([], []) { Horizon = horizon }, CancellationToken.None).Table.Rows];

    ForecastConfiguration Small()
    {
        if (!File.Exists(_folder.File("wave.csv")))
            Write("wave.csv", "time,kW,holiday\n" + string.Concat(Enumerable.Range(0, 246).Select(step => string.Create(CultureInfo.InvariantCulture,
                $"{new DateTime(2024, 1, 1).AddHours(step):yyyy-MM-dd HH:mm},{(step < 240 ? $"{Wave(step):F4}" : "")},{Holiday(step)}\n"))));
        return new ForecastConfiguration
        {
            Data = [_folder.File("wave.csv")], Columns = new SeriesColumns { Targets = ["kW"], Known = ["holiday"] }, Horizon = 6, Window = 24, Test = 20,
            Interval = 80, Units = 12, Epochs = 15, LearningRate = 0.01f,
        };
    }

    static int Holiday(int step) => step / 24 % 4 == 2 ? 1 : 0;

    static double Wave(int step) => 50 + (10 * Math.Sin(step * Math.PI / 12)) + (8 * Holiday(step)) + (step * 37 % 11 / 10.0);

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };

    void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
