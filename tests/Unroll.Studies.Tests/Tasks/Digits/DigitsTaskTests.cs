using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tests.Data;
using Unroll.Studies.Tests.Data.Digits;
using Unroll.Studies.Tests.Data.Pictures;

namespace Unroll.Studies.Tests.Tasks.Digits;

public sealed class DigitsTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public DigitsTaskTests()
    {
        IdxSample.Write(_folder, "train", SyntheticDigits.Create(600, 1));
        IdxSample.Write(_folder, "t10k", SyntheticDigits.Create(100, 2));
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

        Assert.Equal(figures["accuracy"], result.Evaluation.Confusion!.Accuracy, 6);

        // The diagonal of the confusion matrix is what was read right.
        int[][] confusion = [.. File.ReadAllLines(_folder.File("run/confusion.csv")).Skip(1).Select(
            line => line.Split(',').Skip(1).Select(int.Parse).ToArray())];
        Assert.Equal(100, confusion.Sum(row => row.Sum()));
        Assert.Equal(figures["accuracy"], confusion.Select((row, digit) => row[digit]).Sum() / 100.0, 6);

        using TrainedModel run = SavedRun.Open(_folder.File("run"));
        Predictions idx = run.Predict(new PredictionInput([_folder.File("t10k-images-idx3-ubyte")], []), CancellationToken.None);
        Assert.Equal(["file", "picture", "digit", "probability"], idx.Table.Columns.Select(column => column.Name));
        byte[] labels = [.. SyntheticDigits.Create(100, 2).Labels];
        Assert.Equal(figures["accuracy"], idx.Table.Rows.Zip(labels).Count(pair => pair.First[2].Number == pair.Second) / 100.0, 6);

        // The same picture as PNG, dark on light and twice as large.
        byte[] pixels = SyntheticDigits.Create(100, 2).Picture(0).Pixels.ToArray();
        byte[][] lines = [.. Enumerable.Range(0,
            56).Select(row => Enumerable.Range(0, 56).Select(column => (byte)(255 - pixels[(row / 2 * 28) + (column / 2)])).Prepend((byte)0).ToArray())];
        File.WriteAllBytes(_folder.File("digit.png"), PngSample.Create(56, 56, colour: 0, lines));
        Predictions png = run.Predict(new PredictionInput([_folder.File("digit.png")], []), CancellationToken.None);
        Assert.Equal(idx.Table.Rows[0].Skip(2), png.Table.Rows[0].Skip(2));
        Assert.Contains("from 56 × 56 to the 28 × 28", Assert.Single(png.Remarks), StringComparison.Ordinal);
    }

    /// <summary>Trained, measured and predicted from alike: every metric is that of the same digits light on dark, to the bit.</summary>
    [Fact]
    public void Train_TreatsDarkOnLight_AsEvaluateAndPredictDo()
    {
        IReadOnlyDictionary<string, double> light = RunTraining.Train(Small() with { Epochs = 2 }, Options("light"), CancellationToken.None).Evaluation!.ByName;
        IdxSample.Write(_folder, "train", IdxSample.Drawn(SyntheticDigits.Create(600, 1), 255, 0));
        IdxSample.Write(_folder, "t10k", IdxSample.Drawn(SyntheticDigits.Create(100, 2), 255, 0));
        RunResult dark = RunTraining.Train(Small() with { Epochs = 2 }, Options("dark"), CancellationToken.None);
        Assert.Equal(light, dark.Evaluation!.ByName);
        Assert.Contains("turned over", Assert.Single(dark.Data.Remarks), StringComparison.Ordinal);

        using TrainedModel run = SavedRun.Open(_folder.File("dark"));
        TaskRun measured = run.On([]);
        Assert.Equal(light, measured.Measure(CancellationToken.None).ByName);
        Assert.Contains("turned over", Assert.Single(measured.Data.Remarks), StringComparison.Ordinal);
        string images = _folder.File("t10k-images-idx3-ubyte");
        File.WriteAllBytes(images + ".gz", SampleData.Pack(File.ReadAllBytes(images)));
        foreach (string file in new[] { images, images + ".gz" })
        {
            Predictions predictions = run.Predict(new PredictionInput([file], []), CancellationToken.None);
            Assert.Equal(light["accuracy"], predictions.Summary!.Sums.Rows[0][4].Number!.Value, 6);
            Assert.Contains("turned over", Assert.Single(predictions.Remarks), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Predict_SumsUpAnIdxFile_AndListsPictures()
    {
        using TrainedModel run = Trained();
        string images = _folder.File("t10k-images-idx3-ubyte");
        Predictions predictions = run.Predict(new PredictionInput([images, PictureSample.Path("5_grey.png")], []), CancellationToken.None);
        Assert.Equal(101, predictions.Table.Rows.Count);
        Assert.Equal(predictions.Table.Rows[100], Assert.Single(predictions.Summary!.Single.Rows));
        IReadOnlyList<IReadOnlyList<Cell>> sums = predictions.Summary.Sums.Rows;
        Assert.Equal(["all", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], sums.Select(row => row[1].Text));
        IReadOnlyList<Cell>[] read = [.. predictions.Table.Rows.Take(100)];
        byte[] labels = [.. SyntheticDigits.Create(100, 2).Labels];
        for (int digit = 0; digit < 10; digit++)
        {
            int[] places = [.. Enumerable.Range(0, 100).Where(place => read[place][2].Number == digit)];
            Assert.Equal(places.Length, sums[digit + 1][2].Number);
            if (places.Length == 0)
                continue;
            Assert.Equal(places.Average(place => read[place][3].Number!.Value), sums[digit + 1][3].Number!.Value, 6);
            Assert.Equal(places.Count(place => labels[place] == digit) / (double)places.Length, sums[digit + 1][4].Number);
        }

        Assert.Equal(100, sums[0][2].Number);

        // Without labels there is no accuracy, and with those of other pictures neither.
        File.WriteAllBytes(_folder.File("t10k-labels-idx1-ubyte"), IdxSample.Labels([1, 2]));
        predictions = run.Predict(new PredictionInput([images], []), CancellationToken.None);
        Assert.Equal(double.NaN, predictions.Summary!.Sums.Rows[0][4].Number);
        Assert.Contains("do not belong to the 100 pictures", Assert.Single(predictions.Remarks), StringComparison.Ordinal);
        File.Delete(_folder.File("t10k-labels-idx1-ubyte"));
        Assert.Empty(run.Predict(new PredictionInput([images], []), CancellationToken.None).Remarks);
    }

    [Fact]
    public void Predict_NamesNoDigit_WhereThereIsNone()
    {
        using TrainedModel run = Trained();
        string blank = PictureSample.Path("blank.png");
        Assert.Equal($"{blank}: a blank picture: nothing on it differs from its paper, of shade 255 of 255",
            Assert.Throws<InputException>(() => run.Predict(new PredictionInput([blank], []), CancellationToken.None)).Message);
        byte[] pixels = SyntheticDigits.Create(100, 2).Picture(0).Pixels.ToArray();
        File.WriteAllBytes(_folder.File("two"), IdxSample.Pictures(2, 28, 28, [.. new byte[784], .. pixels]));
        Predictions predictions = run.Predict(new PredictionInput([_folder.File("two")], []), CancellationToken.None);
        Assert.Equal([double.NaN, double.NaN], predictions.Table.Rows[0].Skip(2).Select(cell => cell.Number!.Value));
        Assert.InRange(predictions.Table.Rows[1][2].Number!.Value, 0, 9);
        Assert.Contains("1 of 2 pictures are blank, the first is picture 1", Assert.Single(predictions.Remarks), StringComparison.Ordinal);
        Assert.Equal(["all", "none (blank)"], predictions.Summary!.Sums.Rows.Where(row => row[1].Text.Length > 1).Select(row => row[1].Text));
        Assert.Equal(1, predictions.Summary.Sums.Rows[0][2].Number);
    }

    [Theory]
    [InlineData("35.png", "seems to show 2 digits side by side")]
    [InlineData("5_animated.gif", "animated; its first picture is read")]
    [InlineData("5_paper200.png", "paper of shade 200 and ink of 20 are stretched")]
    [InlineData("5_wide.png", "brought from 28 × 84 to the 28 × 28 of the model")]
    public void Predict_SaysWhatIsUnusualOfAPicture(string name, string remark)
    {
        using TrainedModel run = Trained();
        string path = PictureSample.Path(name), copy = _folder.File(name);
        File.Copy(path, copy);
        Predictions predictions = run.Predict(new PredictionInput([path, copy], []), CancellationToken.None);
        Assert.Contains(predictions.Remarks, line => line.StartsWith($"{path} and {copy}: {remark}", StringComparison.Ordinal));
        Assert.Null(predictions.Summary);
    }

    [Theory]
    [InlineData("unroll.box", "29")]
    [InlineData("unroll.ink", "256")]
    [InlineData("unroll.ink", "3")]
    public void Open_SaysThatACheckpointCannotBeRead_WhenPaperAndInkAreImpossible(string key, string value)
    {
        var metadata = new Dictionary<string, string> { ["unroll.paper"] = "0", ["unroll.ink"] = "255", ["unroll.box"] = "20", [key] = value };
        var error = Assert.Throws<InvalidDataException>(() => DrawingMetadata.Read(new RunMetadata("a", metadata), new PictureSize(28, 28)));
        Assert.Contains("paper and ink of the pictures in the metadata cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SaysThatACheckpointIsOfAnEarlierVersion() => Assert.Contains("train the model again", Assert.Throws<InvalidDataException>(
        () => DrawingMetadata.Read(new RunMetadata("a", new Dictionary<string, string>()), new PictureSize(28, 28))).Message, StringComparison.Ordinal);

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

    TrainedModel Trained()
    {
        RunTraining.Train(Small() with { Epochs = 1 }, Options("run"), CancellationToken.None);
        return SavedRun.Open(_folder.File("run"));
    }

    DigitsConfiguration Small() =>
        new() { Data = _folder.Path, Cell = "gru", Units = 32, Epochs = 15, Optimizer = "adam", LearningRate = 0.01f, Clip = 1, Batch = 32 };

    RunOptions Options(string name) => new() { Folder = Path.Combine(_folder.Path, name), Workers = 2 };
}
