using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tests.Data.Digits;
using Unroll.Studies.Tests.Data.Pictures;

namespace Unroll.Studies.Tests.Tasks.Digits;

public sealed class DigitsTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public DigitsTaskTests()
    {
        Write("train", SyntheticDigits.Create(600, 1));
        Write("t10k", SyntheticDigits.Create(100, 2));
    }

    [Fact]
    public void Describe_HasThePublishedParameters() =>
        Assert.Equal(75_530, new DigitsConfiguration { Data = "synthetic" }.Prepare(new RunOptions()).Model.Network.Parameters.Count);

    [Fact]
    public void Train_LearnsDigits_AndReadsFilesAndPictures()
    {
        RunResult result = RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> figures = result.Evaluation!.ByName;
        Assert.Equal(["loss", "accuracy", "accuracyLow", "accuracyHigh", "macroF1"], figures.Keys);
        Assert.True(figures["accuracy"] > 0.8, $"{figures["accuracy"]}");
        Assert.InRange(figures["accuracy"], figures["accuracyLow"], figures["accuracyHigh"]);

        // The diagonal of the confusion matrix is what was read right.
        int[][] confusion = [.. File.ReadAllLines(_folder.File("run/confusion.csv")).Skip(1).Select(
            line => line.Split(',').Skip(1).Select(int.Parse).ToArray())];
        Assert.Equal(100, confusion.Sum(row => row.Sum()));
        Assert.Equal(figures["accuracy"], confusion.Select((row, digit) => row[digit]).Sum() / 100.0, 6);

        using TrainedModel run = SavedRun.Open(_folder.File("run"));
        Predictions idx = run.Predict(new PredictionInput([_folder.File("t10k-images-idx3-ubyte")], null), CancellationToken.None);
        Assert.Equal(["file", "picture", "digit", "probability"], idx.Table.Columns.Select(column => column.Name));
        byte[] labels = [.. SyntheticDigits.Create(100, 2).Labels];
        Assert.Equal(figures["accuracy"], idx.Table.Rows.Zip(labels).Count(pair => pair.First[2].Number == pair.Second) / 100.0, 6);

        // The same picture as PNG, dark on light and twice as large.
        byte[] pixels = SyntheticDigits.Create(100, 2).Picture(0).Pixels.ToArray();
        byte[][] lines = [.. Enumerable.Range(0,
            56).Select(row => Enumerable.Range(0, 56).Select(column => (byte)(255 - pixels[(row / 2 * 28) + (column / 2)])).Prepend((byte)0).ToArray())];
        File.WriteAllBytes(_folder.File("digit.png"), PngSample.Create(56, 56, colour: 0, lines));
        Predictions png = run.Predict(new PredictionInput([_folder.File("digit.png")], null), CancellationToken.None);
        Assert.Equal(idx.Table.Rows[0].Skip(2), png.Table.Rows[0].Skip(2));
        Assert.Contains("from 56 × 56 to the 28 × 28", Assert.Single(png.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_DropsInputs_WhenToldTo()
    {
        double Loss(float dropout) =>
            RunTraining.Train(Small() with { Epochs = 1, InputDropout = dropout }, Options($"run{dropout}"), CancellationToken.None).Metrics["trainingLoss"];
        Assert.NotEqual(Loss(0), Loss(0.2f));
    }

    [Fact]
    public void Measure_Throws_WhenPicturesHaveAnotherSize()
    {
        RunTraining.Train(Small() with { Epochs = 1 }, Options("run"), CancellationToken.None);
        using TrainedModel run = SavedRun.Open(_folder.File("run"));
        foreach (string part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(_folder.File($"{part}-images-idx3-ubyte"), IdxSample.Pictures(1, 2, 2, new byte[4]));
            File.WriteAllBytes(_folder.File($"{part}-labels-idx1-ubyte"), IdxSample.Labels([0]));
        }

        Assert.Contains("reads pictures of 28 × 28", Assert.ThrowsAny<InputException>(() => run.On([_folder.Path]).Measure(CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    DigitsConfiguration Small() =>
        new() { Data = _folder.Path, Cell = "gru", Units = 32, Epochs = 15, Optimizer = "adam", LearningRate = 0.01f, Clip = 1, Batch = 32 };

    void Write(string part, DigitSet digits)
    {
        byte[] pixels = [.. Enumerable.Range(0, digits.Count).SelectMany(picture => digits.Picture(picture).Pixels.ToArray())];
        File.WriteAllBytes(_folder.File($"{part}-images-idx3-ubyte"), IdxSample.Pictures(digits.Count, digits.Rows, digits.Columns, pixels));
        File.WriteAllBytes(_folder.File($"{part}-labels-idx1-ubyte"), IdxSample.Labels([.. digits.Labels]));
    }

    RunOptions Options(string name) => new() { Folder = Path.Combine(_folder.Path, name), Workers = 2 };
}
