using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tests.Persistence;
using Unroll.Tests.Persistence.Protos;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class TensorBoardTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OnEpochEnd_WritesTheFigures_OfTrainingAndValidation()
    {
        History history = TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [new TensorBoard(_folder.Path)] });

        List<Event> training = EventRecords.ReadFolder(_folder.File("train")), validation = EventRecords.ReadFolder(_folder.File("validation"));
        Assert.Equal(["epoch_accuracy", "epoch_learning_rate", "epoch_loss"], Tags(training));
        Assert.Equal(["epoch_accuracy", "epoch_loss", "evaluation_accuracy_vs_iterations", "evaluation_loss_vs_iterations"], Tags(validation));
        Assert.Equal(Steps(history, "loss"), EventRecords.Scalars(training, "epoch_loss"));
        Assert.Equal(Steps(history, "learning_rate"), EventRecords.Scalars(training, "epoch_learning_rate"));
        Assert.Equal(Steps(history, "val_accuracy"), EventRecords.Scalars(validation, "epoch_accuracy"));
        Assert.Equal([9, 18, 27], EventRecords.Scalars(validation, "evaluation_loss_vs_iterations").Select(scalar => scalar.Step));
    }

    [Fact]
    public void OnBatchEnd_WritesTheEpochSoFar_EverySoManySteps()
    {
        var losses = new List<float>();
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 2) with
        {
            Callbacks =
            [
                new TensorBoard(_folder.Path) { UpdateFrequency = 6 },
                new LambdaCallback { BatchEnd = trainer => losses.Add((float)trainer.RunningMetrics.Loss) },
            ],
        });
        List<Event> events = EventRecords.ReadFolder(_folder.File("train"));
        Assert.Equal([(6, losses[5]), (12, losses[11]), (18, losses[17])], EventRecords.Scalars(events, "batch_loss"));
        Assert.Equal([6, 12, 18], EventRecords.Scalars(events, "batch_accuracy").Select(scalar => scalar.Step));
    }

    [Fact]
    public void OnEpochEnd_WritesHistogramsOfAllWeights_EverySoManyEpochs()
    {
        Model model = TinyText.Model();
        model.Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [new TensorBoard(_folder.Path) { HistogramFrequency = 2 }] });
        (long Step, string Tag, HistogramProto Histogram)[] histograms =
        [
            .. from entry in EventRecords.ReadFolder(_folder.File("train"))
               from value in entry.Summary.Value
               where value.ValueCase == Summary.Types.Value.ValueOneofCase.Histo
               select (entry.Step, value.Tag, value.Histo),
        ];
        int count = model.Parameters.Parameters.Count;
        Assert.Equal([.. Enumerable.Repeat(0L, count), .. Enumerable.Repeat(2L, count)], histograms.Select(histogram => histogram.Step));
        for (int i = 0; i < count; i++)
        {
            // Those of the last epoch are those of the weights that the model ended with.
            Parameter parameter = model.Parameters.Parameters[i];
            (_, string tag, HistogramProto histogram) = histograms[count + i];
            Assert.Equal(parameter.Name.Replace('.', '/') + "/histogram", tag);
            Assert.Equal(parameter.Shape.Length, histogram.Num);
            Assert.Equal(parameter.Shape.Length, histogram.Bucket.Sum());
            Assert.Equal(parameter.Values.ToArray().Min(), histogram.Min);
            Assert.Equal(parameter.Values.ToArray().Max(), histogram.Max);
        }
    }

    [Fact]
    public void AddText_IsWrittenWithTheEpoch_WhoeverAddsIt()
    {
        var board = new TensorBoard(_folder.Path) { TrainingFolder = "" };
        string? atEnd = null;
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 1) with
        {
            Callbacks =
            [
                board,
                new LambdaCallback
                {
                    EpochEnd = (_, epoch) => board.AddText("sample", "To be", epoch.Epoch),
                    TrainEnd = _ => atEnd = EventRecords.ReadFolder(_folder.Path).SelectMany(entry => entry.Summary.Value)
                        .Single(value => value.Tag == "sample").Tensor.StringVal[0].ToStringUtf8(),
                },
            ],
        });
        Assert.Equal("To be", atEnd);
    }

    [Fact]
    public void Run_BeginsAFileOfItsOwn_ForAnotherFit()
    {
        var board = new TensorBoard(_folder.Path);
        for (int run = 0; run < 2; run++)
            TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 1) with { Callbacks = [board] });
        Assert.Equal(2, Directory.GetFiles(_folder.File("train")).Length);
    }

    [Fact]
    public void OnBatchEnd_AllocatesNothing_OnceItsMemoryIsLargeEnough()
    {
        var board = new TensorBoard(_folder.Path) { UpdateFrequency = 1 };
        using var trainer = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options() with { Callbacks = [board] });
        board.OnTrainBegin(trainer);
        trainer.RunStep();
        for (int i = 0; i < 100; i++)
            board.OnBatchEnd(trainer);
        board.SaveState();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            board.OnBatchEnd(trainer);
            board.OnSave(trainer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void OnTrainBegin_Throws_NamingThePath_WhenItCannotBeWritten()
    {
        File.WriteAllText(_folder.File("taken"), "");
        var error = Assert.Throws<IOException>(() => new ScriptedRun(new TensorBoard(_folder.File("taken"))));
        Assert.Contains(_folder.File("taken"), error.Message, StringComparison.Ordinal);
    }

    static IEnumerable<string> Tags(IEnumerable<Event> events) =>
        events.SelectMany(entry => entry.Summary.Value).Select(value => value.Tag).Distinct().Order(StringComparer.Ordinal);

    static (long Step, float Value)[] Steps(History history, string name) => [.. history[name].Select((value, epoch) => ((long)epoch, (float)value))];
}
