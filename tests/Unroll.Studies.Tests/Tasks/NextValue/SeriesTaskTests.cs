using System.Globalization;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.NextValue;

namespace Unroll.Studies.Tests.Tasks.NextValue;

public sealed class SeriesTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Train_LearnsASine_BetterThanTheNaiveForecast()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 40 }, Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.True(metrics["skill"] > 0.5, $"{metrics["skill"]}");
        Assert.Equal(1 - (metrics["rmse"] / metrics["naiveRmse"]), metrics["skill"], 12);
        Assert.All(BaselineComparison.Names, name => Assert.InRange(metrics[name + "Rmse"], metrics["rmse"], 10));
        Assert.InRange(metrics["dieboldMarianoP"], 0, 0.05);
        Assert.Contains("; better than the best of them, ", result.Evaluation.Remarks[0], StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder.File("run/predictions.csv"));
        Assert.Equal("actual,predicted,naive", lines[0]);
        Assert.Equal(1 + 40, lines.Length);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(metrics, model.On([]).Measure(CancellationToken.None).ByName);
        Predictions next = model.Predict(new PredictionInput([], []), CancellationToken.None);
        Assert.Equal(Sine(200), next.Table.Rows[0][1].Number!.Value, 0.3);
    }

    /// <summary>The same values in another unit: the model's own scaler shows that they are others.</summary>
    [Fact]
    public void Measure_ReadsOtherFiles_WithTheModelsScaler()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        double own = model.On([]).Measure(CancellationToken.None).ByName["rmse"];
        Assert.Equal(own, model.On([Csv("copy.csv", 1)]).Measure(CancellationToken.None).ByName["rmse"]);
        Assert.True(model.On([Csv("times100.csv", 100)]).Measure(CancellationToken.None).ByName["rmse"] > 50 * own);
    }

    /// <summary>A model that is measured on what it has learned looks better than it is.</summary>
    [Fact]
    public void Measure_LeavesOutWhatWasLearned_OrSaysThatItCounts()
    {
        string own = Numbers("own.csv", 1, 100), grown = Numbers("grown.csv", 1, 100, 31, 20);
        RunTraining.Train(Small() with { Data = own, Column = "", TrainingShare = 0.7 }, Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        SeriesData Other(string path) => (SeriesData)model.On([path]).Data;

        // The run has learned the first 70 values; of the other files the last three tenths are the test.
        Assert.Equal($"{Numbers("short.csv", 1, 80)}: the first 14 values of the test are left out, as the model has learned them",
            Assert.Single(Other(_folder.File("short.csv")).Remarks));
        Assert.Equal(10, Other(_folder.File("short.csv")).Test.Length);
        Assert.Equal($"{Numbers("inside.csv", 11, 50)}: the model has learned all 15 values of the test; a file with others, such as later ones, is needed",
            Assert.Throws<InputException>(() => Other(_folder.File("inside.csv"))).Message);
        int known = 20 - Small().Window;
        Assert.Equal($"{grown}: the model has learned {known} of the 36 values of the test; the metrics count them and flatter",
            Assert.Single(Other(grown).Remarks));
        Assert.Empty(Other(Numbers("later.csv", 81, 100)).Remarks);
        File.Delete(own);
        Assert.StartsWith("the values that the model has learned are not known", Assert.Single(Other(grown).Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("value", "day,value\na,1\nb,2\n", 2)]
    [InlineData("2", "day,value\na,1\nb,2\n", 2)]
    [InlineData("", "day,value\na,1\nb,2\nc,3\n", 3)]
    [InlineData("1", "1,x\n2,x\n3,x\n", 3)]
    public void Read_FindsTheColumn(string column, string csv, int count)
    {
        string path = Write("column.csv", csv);
        Assert.Equal(Enumerable.Range(1, count).Select(value => (double)value), SeriesFile.Read(path, column).Values);
    }

    [Theory]
    [InlineData("", "a,b\n1,2\n3,4\n", "hold numbers; choose one of a, b")]
    [InlineData("c", "a,b\n1,2\n3,4\n", "there is no column 'c'; it has a, b")]
    [InlineData("a", "a,b\n1,2\n,4\n", "line 3, column a: '' is a missing value; a series has one in every row: fill the gaps, or cut the file there")]
    [InlineData("a", "a,b\n1,2\nNaN,4\n", "line 3, column a: 'NaN' is a missing value")]
    [InlineData("", "a\nx\ny\n", "no column holds numbers in line 2")]
    [InlineData("", "", "empty")]
    public void Read_SaysInOneLine_WhatIsWrong(string column, string csv, string message)
    {
        string path = Write("wrong.csv", csv);
        var error = Assert.ThrowsAny<InputException>(() => SeriesFile.Read(path, column));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Prepare_Refuses_TooFewValues_AndAMissingName()
    {
        Assert.Contains("are too few", Assert.Throws<InputException>(() => (Small() with { Window = 160 }).Prepare(new RunOptions())).Message,
            StringComparison.Ordinal);
        Assert.Contains("name a CSV file", Assert.ThrowsAny<InputException>(() => new SeriesConfiguration().Prepare(new RunOptions())).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    SeriesConfiguration Small() => new() { Data = Csv("sine.csv", 1), Column = "sine", Window = 12, Units = 12, Epochs = 3, LearningRate = 0.01f };

    /// <summary>A file of numbers that no rule gives: stretches of one series, each from a place on.</summary>
    string Numbers(string name, params int[] stretches) => Write(name, string.Concat(stretches.Chunk(2).SelectMany(stretch =>
        Enumerable.Range(stretch[0], stretch[1]).Select(place => $"{place * place * 37 % 1009}\n"))));

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };

    string Csv(string name, double unit) => Write(name, "step,sine\n" + string.Concat(Enumerable.Range(0, 200).Select(step =>
        string.Create(CultureInfo.InvariantCulture, $"{step},{unit * Sine(step)}\n"))));

    static double Sine(int step) => Math.Sin(step * 0.4);

    string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
