using System.Globalization;
using System.Text;
using Unroll.Forecasting;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Studies.Tests.Tasks.Stocks;

public sealed class StocksTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <summary>The published parameters of study B.</summary>
    [Theory]
    [InlineData("lstm", 52_866)]
    [InlineData("gru", 40_066)]
    [InlineData("simple_rnn", 13_314)]
    public void Describe_HasThePublishedParameters(string cell, long parameters) =>
        Assert.Equal(parameters, new StocksConfiguration { Data = ["synthetic"], Cell = cell }.Prepare(new RunOptions()).Model.Network.Parameters.Count);

    [Fact]
    public void Train_LeavesPredictionsAndFigures_BesideTheNaiveForecast()
    {
        RunResult result = RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        Assert.Equal(["trainingLoss", "validationLoss"], result.Metrics.Keys);
        Assert.False(result.IsSynthetic);
        IReadOnlyDictionary<string, double> figures = result.Evaluation!.ByName;
        foreach (string name in new[] { "loss", "rmse.up", "mae.up", "mape.down", "rSquared.down", "naiveRmse.up", "directionalAccuracy.down", "skill.up" })
            Assert.True(figures.ContainsKey(name), name);
        Assert.Equal(result.Metrics["validationLoss"], figures["loss"], 6);

        // The naive forecast of 40 days of a line that climbs by 0.5 a day is half a dollar short.
        Assert.Equal(0.5, figures["naiveRmse.up"], 9);
        Assert.Equal(0, figures["driftRmse.up"], 9);
        Assert.Equal(0, figures["holtRmse.down"], 6);
        Assert.InRange(figures["dieboldMarianoP.up"], 0, 0.05);
        Assert.Contains(result.Evaluation.Remarks, remark => remark.StartsWith("up: RMSE ", StringComparison.Ordinal)
            && remark.Contains("; worse than the best of them, ", StringComparison.Ordinal));
        string[] closes = File.ReadAllLines(Path.Combine(_folder.Path, "run", "closes.csv"));
        string[] lines = File.ReadAllLines(Path.Combine(_folder.Path, "run", "predictions.csv"));
        Assert.Equal("date,up,down", closes[0]);
        Assert.Equal(lines.Skip(1).Select(line => $"{line.Split(',')[0]},{line.Split(',')[1]},{line.Split(',')[4]}"), closes.TakeLast(40));
        Assert.Equal("date,up actual,up predicted,up naive,down actual,down predicted,down naive", lines[0]);
        Assert.Equal(1 + 40, lines.Length);
        double[] actual = [.. lines.Skip(1).Select(line => Number(line, 1))], predicted = [.. lines.Skip(1).Select(line => Number(line, 2))];
        Assert.Equal(figures["rmse.up"], Math.Sqrt(actual.Zip(predicted).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second))), 9);

        // No best checkpoint: the test must not choose the weights that it measures.
        Assert.False(File.Exists(new RunFolder(Path.Combine(_folder.Path, "run")).Best));
    }

    [Fact]
    public void Train_LearnsALine()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 60, TrainingShare = 0.9 }, Options("run"), CancellationToken.None);
        Assert.True(result.Metrics["trainingLoss"] < 1e-3, $"{result.Metrics["trainingLoss"]}");
    }

    [Fact]
    public void Predict_GivesTheDayAfterTheLast_OfOtherFiles()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel run = SavedRun.Open(Path.Combine(_folder.Path, "run"));
        Predictions own = run.Predict(new PredictionInput([], []), CancellationToken.None);
        Assert.Equal(["share", "lastDay", "lastClose", "nextClose", "change"], own.Table.Columns.Select(column => column.Name));
        Assert.Equal(["up", "down"], own.Table.Rows.Select(row => row[0].Text));

        // The last window alone is enough, whatever comes before it.
        Directory.CreateDirectory(_folder.File("cut"));
        string[] cut = [Prices("cut/up.csv", 100, 0.5, from: 195), Prices("cut/down.csv", 300, -0.5, from: 195)];
        Predictions other = run.Predict(new PredictionInput(cut, []), CancellationToken.None);
        Assert.Equal(own.Table.Rows.Select(row => row[3].Number), other.Table.Rows.Select(row => row[3].Number));
        IReadOnlyList<Cell> first = other.Table.Rows[0];
        Assert.Equal(first[3].Number!.Value - first[2].Number!.Value, first[4].Number!.Value, 9);

        string renamed = Prices("cut/HistoricalData_123.csv", 100, 0.5, from: 195);
        foreach (string[] files in (string[][])[[cut[1], cut[0]], [cut[1], renamed]])
        {
            Predictions found = run.Predict(new PredictionInput(files, []), CancellationToken.None);
            Assert.Equal(own.Table.Rows.Select(row => row[3].Number), found.Table.Rows.Select(row => row[3].Number));
            Assert.Equal(files[1] == renamed, found.Remarks.Contains("up: taken from the file of HistoricalData_123"));
        }

        Assert.Equal("predict: --horizon is for the task forecast; leave it out of a run of the task stocks", Assert.Throws<InputException>(() =>
            run.Predict(new PredictionInput([], []) { Horizon = 2 }, CancellationToken.None)).Message);
        string[] few = [Prices("cut/up.csv", 100, 0.5, from: 197), Prices("cut/down.csv", 300, -0.5, from: 197)];
        Assert.Contains("3 days are too few: a window has 5",
            Assert.ThrowsAny<InputException>(() => run.Predict(new PredictionInput(few, []), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_TakesOtherFiles_ScaledByTheNumbersOfTheTraining()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using var run = (StocksModel)SavedRun.Open(Path.Combine(_folder.Path, "run"));
        ColumnScale closes = run.Forecaster.Scaler!.Columns[0];
        Assert.Equal(("up close", 100.5, 79.5), (closes.Column, closes.Offset, closes.Scale));
        Directory.CreateDirectory(_folder.File("later"));
        string[] later = [Prices("later/up.csv", 100, 0.5, from: 165), Prices("later/down.csv", 300, -0.5, from: 165)];
        Assert.Equal(30, run.On(later).Measure(CancellationToken.None).Tables["predictions.csv"].Rows.Count);
        Assert.Equal(40, run.On(Files()).Measure(CancellationToken.None).Tables["predictions.csv"].Rows.Count);
    }

    /// <summary>A model of prices is a forecaster, and its checkpoint a file of one: any .NET program serves it.</summary>
    [Fact]
    public void Checkpoint_IsAForecaster_ThatTheLibraryLoads()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        string folder = Path.Combine(_folder.Path, "run");
        using TrainedModel run = SavedRun.Open(folder);
        Predictions predicted = run.Predict(new PredictionInput([], []), CancellationToken.None);
        var forecaster = Forecaster.Load(new RunFolder(folder).Last);
        Forecast next = forecaster.Predict(PriceData.Load(Files()).ToSeries());
        Assert.Equal(["up close", "down close"], forecaster.Frame.Targets);
        Assert.Equal(predicted.Table.Rows.Select(row => row[3].Number!.Value), [next.Values("up close")[0], next.Values("down close")[0]]);
    }

    [Fact]
    public void WalkForward_PredictsEveryTestDay_ByAModelOfItsOwn()
    {
        var folds = new List<int>();
        Evaluation walked = Small().WalkForward(2, 2, folds.Add, CancellationToken.None);
        Assert.Equal([1, 2], folds);
        string[] lines = walked.Tables["predictions.csv"].ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 40, lines.Length);

        // The first fold is trained on the same days as the run without folds; the second one has seen the first fold's.
        using PreparedRun run = Small().Prepare(new RunOptions { Workers = 2 });
        string[] once = RunTraining.Fit(run, 2, CancellationToken.None).Measure(CancellationToken.None).Tables["predictions.csv"].ToCsv().Split('\n',
            StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(once[1..21], lines[1..21]);
        Assert.NotEqual(once[21..], lines[21..]);
        Assert.Equal(once.Select(line => Number(line, 1, head: 0)), lines.Select(line => Number(line, 1, head: 0)));
        Assert.ThrowsAny<InputException>(() => Small().WalkForward(41, 2, null, CancellationToken.None));
    }

    [Fact]
    public void Train_SaysThatDataAreSynthetic()
    {
        RunResult result = RunTraining.Train(new StocksConfiguration { Data = ["synthetic"], Units = 4, Layers = 1, Steps = 3 }, Options("run"),
            CancellationToken.None);
        Assert.True(result.IsSynthetic);
        using TrainedModel run = SavedRun.Open(Path.Combine(_folder.Path, "run"));
        Assert.True(run.Predict(new PredictionInput([], []), CancellationToken.None).IsSynthetic);
    }

    [Theory]
    [InlineData("window", "too few")]
    [InlineData("share", "trainingShare 1")]
    [InlineData("file", "there is no such file")]
    public void Train_SaysInOneLine_WhatIsWrong(string what, string message)
    {
        StocksConfiguration configuration = what switch
        {
            "window" => Small() with { Window = 170 },
            "share" => Small() with { TrainingShare = 1 },
            _ => Small() with { Data = ["nowhere.csv"] },
        };
        Assert.Contains(message, Assert.ThrowsAny<InputException>(() => RunTraining.Train(configuration, Options("run"), CancellationToken.None)).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    public void Dispose() => _folder.Dispose();

    StocksConfiguration Small() => new() { Data = Files(), Window = 5, Units = 8, Layers = 1, Epochs = 3, Batch = 16 };

    string[] Files() => [Prices("up.csv", 100, 0.5), Prices("down.csv", 300, -0.5)];

    /// <summary>200 days of a price that changes by the same every day; the first close is start + step.</summary>
    string Prices(string name, double start, double step, int from = 0)
    {
        var text = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (int day = from; day < 200; day++)
        {
            double close = start + (step * (day + 1));
            text.Append(CultureInfo.InvariantCulture,
                $"{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd},{close - step},{close + 1},{close - 1},{close},{close},{1000 + day}\n");
        }

        File.WriteAllText(_folder.File(name), text.ToString());
        return _folder.File(name);
    }

    RunOptions Options(string name) => new() { Folder = Path.Combine(_folder.Path, name), Workers = 2 };

    static double Number(string line, int column, double head = double.NaN) =>
        double.TryParse(line.Split(',')[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : head;
}
