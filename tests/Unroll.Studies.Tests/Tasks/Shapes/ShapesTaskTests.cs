using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;

namespace Unroll.Studies.Tests.Tasks.Shapes;

public sealed class ShapesTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ShapeKind.OneToOne, 0.97)]
    [InlineData(ShapeKind.ManyToOne, 0.97)]
    [InlineData(ShapeKind.Reversal, 0.99)]
    [InlineData(ShapeKind.Parity, 0.99)]
    public void Train_SetsTheAccuracyBesideItsFloor(ShapeKind shape, double floor)
    {
        ShapesConfiguration configuration = Small(shape);
        RunResult result = RunTraining.Train(configuration, new RunOptions { Folder = _folder.File("run"), Workers = 1 }, CancellationToken.None);
        IReadOnlyDictionary<string, double> figures = result.Evaluation!.ByName;
        Assert.Equal(["loss", "accuracy", "floor", "overFloor"], figures.Keys);
        Assert.Equal(floor, figures["floor"]);
        Assert.Equal(figures["accuracy"] >= floor ? 1 : 0, figures["overFloor"]);
        Assert.Equal(result.Metrics["validationAccuracy"], figures["accuracy"], 5);
        Assert.Equal(figures["accuracy"], result.Evaluation.Confusion!.Accuracy, 5);
        Assert.Equal(shape == ShapeKind.Parity ? 2 : 10, result.Evaluation.Confusion.Classes);
        Assert.Equal(figures["accuracy"], shape is ShapeKind.Reversal or ShapeKind.Parity
            ? SequenceInsight.Read(_folder.File("run/insight.json")).RightByStep.Average()
            : DigitsInsight.Read(_folder.File("run/insight.json")) is var insight ? 1 - (insight.Wrong / (double)insight.Pictures) : 0, 1e-4);
        if (shape is ShapeKind.Reversal or ShapeKind.Parity)
            Assert.Equal(shape == ShapeKind.Parity ? 1 : 0, figures["overFloor"]);
        using TrainedModel run = SavedRun.Open(_folder.File("run"), workers: 1);
        Assert.Equal(figures, run.On([]).Measure(CancellationToken.None).ByName);
    }

    /// <summary>The label is all that is known, so the mean picture of each digit is the best that can be written; a reader knows them.</summary>
    [Fact]
    public void Train_WritesDigits_ThatAreReadBack()
    {
        ShapesConfiguration configuration = Small(ShapeKind.OneToMany) with { ReaderEpochs = 12, Samples = null, Seed = 3 };
        RunResult result = RunTraining.Train(configuration, new RunOptions { Folder = _folder.File("run"), Workers = 1 }, CancellationToken.None);
        Assert.Null(result.Evaluation!.Confusion);
        Assert.True(result.Evaluation.ByName["accuracy"] >= 0.5, $"{result.Evaluation.ByName["accuracy"]}");
        string[] table = File.ReadAllLines(_folder.File("run/readback.csv"));
        Assert.Equal(11, table.Length);
        Assert.Equal(result.Evaluation.ByName["accuracy"], table.Skip(1).Count(line => line.Split(',') is [var label, var read, _] && label == read) / 10.0);
        Assert.True(result.IsSynthetic);
        Assert.Equal(10, WrittenInsight.Read(_folder.File("run/insight.json")).Pictures.Count(picture => picture.Max() > picture.Min()));
    }

    [Fact]
    public void Ink_MakesEveryShadeBlackOrWhite()
    {
        float[] ink = new float[5];
        ShapePictures.Ink([-0.1f, 0.49f, 0.5f, 0.51f, 1.2f], ink);
        Assert.Equal([0, 0, 1, 1, 1], ink);
    }

    [Fact]
    public void Check_SaysInOneLine_ThatPicturesAreValues() => Assert.Contains("use mean_squared_error",
        Assert.ThrowsAny<InputException>((ShapesConfiguration.For(ShapeKind.OneToMany) with { Loss = "categorical_crossentropy" }).Check).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    static ShapesConfiguration Small(ShapeKind shape) => ShapesConfiguration.For(shape) with
    {
        Data = "synthetic",
        Units = 32,
        Samples = 800,
        Length = 4,
        Epochs = shape == ShapeKind.ManyToOne ? 1 : 5,
        Batch = 32,
        LearningRate = shape == ShapeKind.Reversal ? 0.0001f : 0.01f,
    };
}
