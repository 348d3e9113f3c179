using System.Globalization;
using Unroll.Losses;
using Unroll.Optimizers;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Smoothing;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Text;

namespace Unroll.Studies.Tests.Runs;

public sealed class RunTrainingTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-text-").FullName;

    [Fact]
    public void Train_FillsTheRunFolder_FromWhichTheModelWrites()
    {
        RunResult result = RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        Assert.Equal(2, result.Epochs);
        Assert.False(result.Stopped);
        Assert.Equal(["trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "validationBitsPerCharacter"], result.Metrics.Keys);
        Assert.Equal(result.Metrics["validationLoss"] / Math.Log(2), result.Metrics["validationBitsPerCharacter"], 12);
        foreach (string file in new[] { "config.json", "history.csv", "checkpoints/last.safetensors", "checkpoints/best.safetensors", "samples/epoch-001.txt" })
            Assert.True(File.Exists(Path.Combine(_folder, "run", file)), file);
        Assert.False(File.Exists(Path.Combine(_folder, "run", "run.lock")));

        using var run = (TextModel)SavedRun.Open(Path.Combine(_folder, "run"));
        string passage = string.Concat(run.Write("the ", 50, new SamplingOptions(), 1, CancellationToken.None));
        Assert.Equal(50, passage.EnumerateRunes().Count());
        Assert.Equal(passage, string.Concat(run.Write("the ", 50, new SamplingOptions(), 1, CancellationToken.None)));
        Assert.NotEqual(passage, string.Concat(run.Write("the ", 50, new SamplingOptions(), 2, CancellationToken.None)));
        Assert.Equal(["ж"], run.Unseen("ж the ж"));
        Assert.Equal(result.Metrics["validationLoss"], run.On([]).Measure(CancellationToken.None).ByName["loss"], 6);
    }

    /// <summary>The records themselves are read back in the library's tests; here it is that they come, once each, from a resumed run too.</summary>
    [Fact]
    public void Resume_GoesOnWithTheEventFiles()
    {
        using var stop = new CancellationTokenSource();
        RunTraining.Train(Small(), Options("parts") with { Listener = new StopAtFirstSample(stop) }, stop.Token);
        SavedRun.Resume(Options("parts"), CancellationToken.None);
        RunTraining.Train(Small(), Options("whole"), CancellationToken.None);
        string training = Events("parts"), validation = Events(Path.Combine("parts", "validation"));
        Assert.Equal(Events("whole").Length, training.Length);
        Assert.Equal(Events(Path.Combine("whole", "validation")).Length, validation.Length);
        Assert.Equal(2, training.Split("epoch_loss").Length - 1);
        Assert.Equal(2, training.Split("\u0006sample").Length - 1);
        Assert.Equal(2, validation.Split("epoch_loss").Length - 1);
        Assert.Contains(File.ReadAllText(new RunFolder(Path.Combine(_folder, "parts")).Sample(2)).TrimEnd('\n'), training, StringComparison.Ordinal);
    }

    /// <summary>TensorBoard shows what the report shows: the curves of history.csv, the weights of every epoch, the samples.</summary>
    [Fact]
    public void Train_WritesCurvesWeightsAndSamples_ForTensorBoard()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        string run = Path.Combine(_folder, "run");
        string[][] history = [.. File.ReadAllLines(Path.Combine(run, "history.csv")).Select(line => line.Split(','))];
        foreach ((string column, string folder, string tag) in new[]
            { ("loss", run, "epoch_loss"), ("accuracy", run, "epoch_accuracy"), ("val_loss", Path.Combine(run, "validation"), "epoch_loss") })
            Assert.Equal(history[1..].Select((row, epoch) => ((long)epoch, (float)double.Parse(row[Array.IndexOf(history[0], column)], CultureInfo.InvariantCulture))),
                EventScalars.Read(folder, tag).Select(point => (point.Step, (float)point.Value)));
        using TrainedModel model = SavedRun.Open(run);
        foreach (string weights in model.Network.Parameters.Parameters.Select(parameter => parameter.Name.Replace('.', '/')))
            Assert.Equal(1 + 2, Events("run").Split(weights + "/histogram").Length);
        Assert.Equal(1 + 2, Events("run").Split("\u0006sample").Length);
    }

    public static TheoryData<string, string> OptimizersAndLosses
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string optimizer in OptimizerRegistry.Names.Append("sgd:momentum=0.9,nesterov=true"))
                foreach (string loss in new[] { "categorical_crossentropy", "mean_squared_error" })
                    pairs.Add(optimizer, loss);
            foreach (string loss in TaskLoss.Names.Except(["categorical_crossentropy", "mean_squared_error"]).Append("huber:delta=0.1"))
                pairs.Add("adam", loss);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(OptimizersAndLosses))]
    public void Train_Learns_WithEveryOptimizerAndLoss(string optimizer, string loss)
    {
        TextConfiguration configuration =
            Small() with { Optimizer = optimizer, Loss = loss, Layers = 1, Units = 12, Epochs = 12, Batch = 8, Schedule = "constant" };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        string[] rows = File.ReadAllLines(Path.Combine(_folder, "run", "history.csv"));
        int column = Array.IndexOf(rows[0].Split(','), "loss");
        double first = double.Parse(rows[1].Split(',')[column], CultureInfo.InvariantCulture), last = result.Metrics["trainingLoss"];
        Assert.True(last < first - (0.04 * Math.Abs(first)), $"{first} → {last}");
    }

    /// <summary>The entropy is that of the text only where the targets are not smoothed.</summary>
    [Theory]
    [InlineData("categorical_crossentropy")]
    [InlineData("sparse_categorical_crossentropy")]
    public void Train_SmoothsTheTargets_WhenTheLossSaysSo(string loss)
    {
        RunResult plain = RunTraining.Train(Small() with { Loss = loss }, Options("plain"), CancellationToken.None);
        RunResult smooth = RunTraining.Train(Small() with { Loss = loss + ":label_smoothing=0.3" }, Options("smooth"), CancellationToken.None);
        Assert.True(smooth.Metrics["validationLoss"] > plain.Metrics["validationLoss"]);
        Assert.Contains("validationBitsPerCharacter", plain.Metrics.Keys);
        Assert.DoesNotContain("validationBitsPerCharacter", smooth.Metrics.Keys);
        using var run = (TextModel)SavedRun.Open(Path.Combine(_folder, "smooth"));
        Assert.Equal(20, string.Concat(run.Write("the ", 20, new SamplingOptions(), 1, CancellationToken.None)).Length);
    }

    [Fact]
    public void Train_EndsEarly_WhenACallbackSaysSo_AndStaysEnded()
    {
        TextConfiguration configuration = Small() with
        {
            Epochs = 40,
            Schedule = "constant",
            LearningRate = 1e-9f,
            Callbacks = ["early_stopping:patience=2,min_delta=0.001,restore_best_weights=true", "csv_logger:filename=mine.csv", "model_checkpoint"],
        };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.Equal((3, false), (result.Epochs, result.Stopped));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(_folder, "run", "mine.csv")).Length);
        byte[] before = Weights("run"), third = Weights("run", Path.Combine(_folder, "run", "checkpoints", "epoch-003.safetensors"));
        Assert.Equal(before, Weights("run", Path.Combine(_folder, "run", "checkpoints", "epoch-001.safetensors")));
        Assert.NotEqual(before, third);

        RunResult resumed = SavedRun.Resume(Options("run"), CancellationToken.None);
        Assert.Equal((result.Steps, 3, false), (resumed.Steps, resumed.Epochs, resumed.Stopped));
        Assert.Equal(before, Weights("run"));
    }

    [Fact]
    public void Resume_EndsInTheSameWeights_WithCallbacksAnOptimizerAndALossOfItsOwn()
    {
        TextConfiguration configuration = Small() with
        {
            Epochs = 6,
            Optimizer = "rmsprop:momentum=0.5,centered=true,use_ema=true,ema_momentum=0.9",
            Loss = "mean_squared_error",
            Schedule = "constant",
            LearningRate = 0.01f,
            Callbacks = ["reduce_lr_on_plateau:monitor=val_accuracy,patience=1,factor=0.5,min_delta=1", "early_stopping:monitor=loss,patience=3"],
        };
        RunTraining.Train(configuration, Options("whole"), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.True(RunTraining.Train(configuration, Options("parts") with { Listener = new StopAtFirstSample(stop) }, stop.Token).Stopped);
        SavedRun.Resume(Options("parts"), CancellationToken.None);
        Assert.Equal(Weights("whole"), Weights("parts"));
        Assert.Contains(",0.0049999", File.ReadAllText(Path.Combine(_folder, "whole", "history.csv")), StringComparison.Ordinal);
    }

    /// <summary>What a callback may watch is what an epoch reports.</summary>
    [Fact]
    public void Figures_AreTheColumnsOfTheHistory_InEveryTask()
    {
        RunConfiguration[] configurations =
            [new TextConfiguration(), new MemoryConfiguration(), new StocksConfiguration { Data = ["synthetic"] },
                new DigitsConfiguration { Data = "synthetic" },
                new SequencesConfiguration { Samples = 64, TestSamples = 8 }, new ShapesConfiguration { Data = "synthetic" },
                new ForecastConfiguration { Data = [Text("forecast.csv", [.. Enumerable.Range(0, 120).Select(i => i % 2 == 0 ? (byte)(48 + (i % 10)) : (byte)10)])] },
                new SmoothingConfiguration { Data = [Text("smoothing.csv", [.. Enumerable.Range(0, 120).Select(i => i % 2 == 0 ? (byte)(49 + (i % 7)) : (byte)10)])] },
                new TweetsConfiguration { Data = Text("tweets.csv", System.Text.Encoding.UTF8.GetBytes(SmallTweets.Csv(100))) }];
        Assert.Equal(TaskRegistry.Tasks.Names, configurations.Select(configuration => configuration.Task));
        foreach (RunConfiguration configuration in configurations)
        {
            RunConfiguration small = configuration with { Units = 4, Layers = 1, Steps = 1 };
            RunTraining.Train(small, Options(small.Task), CancellationToken.None);
            IEnumerable<string> columns =
                File.ReadLines(new RunFolder(Path.Combine(_folder, small.Task)).History).First().Split(',').Except(["epoch", "steps", "seconds", "learning_rate"]);
            Assert.Equal(small.Metrics, columns.Where(column => !column.StartsWith("val_", StringComparison.Ordinal)));
            Assert.Equal(small is MemoryConfiguration ? []
                : small.Metrics.Select(figure => "val_" + figure), columns.Where(column => column.StartsWith("val_", StringComparison.Ordinal)));
        }
    }

    /// <summary>A run writes down the learning rate that it took, so that its configuration does not depend on what suits in another version.</summary>
    [Theory]
    [InlineData("adam", null, 0.004)]
    [InlineData("adagrad", null, 0.4)]
    [InlineData("adagrad", 0.5, 0.5)]
    public void Train_WritesDownItsLearningRate(string optimizer, double? rate, double taken)
    {
        RunTraining.Train(Small() with { Optimizer = optimizer, LearningRate = (float?)rate, Steps = 1 }, Options("run"), CancellationToken.None);
        Assert.Equal((float)taken, ConfigurationFile.Read(new RunFolder(Path.Combine(_folder, "run")).Configuration).LearningRate);
    }

    [Theory]
    [InlineData(TextMode.Stream, 11)]
    [InlineData(TextMode.Window, 70)]
    public void Resume_EndsInTheSameWeights_AsARunThatWasNeverStopped(TextMode mode, int steps)
    {
        TextConfiguration configuration = Small() with { Mode = mode, Steps = steps };
        RunTraining.Train(configuration, Options("whole"), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var options = Options("parts") with { Listener = new StopAtFirstSample(stop) };
        RunResult first = RunTraining.Train(configuration, options, stop.Token);
        RunResult second = SavedRun.Resume(Options("parts"), CancellationToken.None);
        Assert.True(first.Stopped);
        Assert.InRange(first.Steps, 1, steps - 1);
        Assert.Equal(steps, second.Steps);
        Assert.Equal(Weights("whole"), Weights("parts"));
        Assert.Equal(EpochsLogged("whole"), EpochsLogged("parts"));
    }

    [Fact]
    public void Train_GivesTheSameBits_FromTheConfigurationThatATimeLimitFixed()
    {
        RunTraining.Train(Small(), Options("limited") with { MaxSeconds = 1 }, CancellationToken.None);
        string json = File.ReadAllText(Path.Combine(_folder, "limited", "config.json"));
        RunConfiguration configuration = ConfigurationFile.FromJson(json, "config.json");
        Assert.NotNull(configuration.Steps);
        RunTraining.Train(configuration, Options("again"), CancellationToken.None);
        Assert.Equal(Weights("limited"), Weights("again"));
    }

    [Fact]
    public void Train_CanBeCancelled_WhileATimeLimitIsMeasured()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => RunTraining.Train(Small(), Options("run") with { MaxSeconds = 1e6 },
            new CancellationToken(canceled: true)));
        Assert.Equal(2, RunTraining.Train(Small(), Options("run"), CancellationToken.None).Epochs);
    }

    /// <summary>2³¹ epochs are not reached in a lifetime, but a number of steps may ask for them.</summary>
    [Fact]
    public void Train_TakesAnyNumberOfSteps()
    {
        using var stop = new CancellationTokenSource();
        RunConfiguration configuration = Small() with { Steps = long.MaxValue };
        RunResult result = RunTraining.Train(configuration, Options("run") with { Listener = new StopAtFirstSample(stop) }, stop.Token);
        Assert.True(result.Stopped);
        Assert.Equal(configuration.Steps, ConfigurationFile.Read(new RunFolder(Path.Combine(_folder, "run")).Configuration).Steps);
    }

    /// <summary>An array holds neither the weights of a wide model nor the gates of a long batch; the latter shows in the first step only.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_LeavesNoFolder_WhenTheModelIsTooLarge(bool isWide)
    {
        RunConfiguration configuration = isWide
            ? Small() with { Units = 16_384, Layers = 64 }
            : new SequencesConfiguration { Length = 40_000, Samples = 256, TestSamples = 1, Batch = 256, Epochs = 1 };
        Assert.Throws<OverflowException>(() => RunTraining.Train(configuration, Options("run"), CancellationToken.None));
        Assert.False(Directory.Exists(Path.Combine(_folder, "run")));

        string kept = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "run")).FullName, "notes.txt");
        File.WriteAllText(kept, "mine");
        Assert.Throws<OverflowException>(() => RunTraining.Train(configuration, Options("run"), CancellationToken.None));
        Assert.Equal([kept], Directory.GetFileSystemEntries(Path.Combine(_folder, "run")));
        Assert.Equal(2, RunTraining.Train(Small(), Options("run"), CancellationToken.None).Epochs);
    }

    [Fact]
    public void Train_Refuses_AFolderThatHoldsARun()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        byte[] before = File.ReadAllBytes(new RunFolder(Path.Combine(_folder, "run")).Last);
        Assert.ThrowsAny<InputException>(() => RunTraining.Train(Small() with { Seed = 9 }, Options("run"), CancellationToken.None));
        Assert.Equal(before, File.ReadAllBytes(new RunFolder(Path.Combine(_folder, "run")).Last));
    }

    public static TheoryData<string, string> WrongConfigurations => new()
    {
        { "cell", "cell lsmt: unknown; known are lstm, gru, simple_rnn, layer_normalized_lstm, layer_normalized_gru; did you mean 'lstm'?" },
        { "units", "units 0: at least 1" },
        { "window", "window -3: at least 1" },
        { "input", "inputDropout 1.5: a rate lies between 0 and 1, 1 excluded" },
        { "dropout", "dropout 1: a rate lies between 0 and 1, 1 excluded" },
        { "recurrent", "recurrentDropout -1: a rate lies between 0 and 1, 1 excluded" },
        { "zoneout", "zoneout 1: a rate lies between 0 and 1, 1 excluded" },
        { "zoneoutCell", "zoneoutCell: gru has no cell state; lstm and layer_normalized_lstm have one" },
        { "locked", "lockedDropout: there is no dropout after the layers" },
        { "skips", "skipConnections: there is one recurrent layer; at least 2 are needed" },
        { "skipsInWindows", "skipConnections: a model of windows gives its last layer the last state alone; the mode stream is needed" },
        {
            "optimizer",
            "optimizer adm: unknown; known are sgd, adagrad, adadelta, rmsprop, adam, amsgrad, adamw, adamax, nadam, muon; did you mean 'adam'?"
        },
        { "callbacks", "callbacks early_stopping:monitor=bleu: it watches bleu, but there are only loss, accuracy, val_loss, val_accuracy" },
        { "unvalidated", "callbacks early_stopping: it watches val_loss, but there are only loss, accuracy" },
        { "short", "3 characters, 3 of them for training, are too few for" },
        { "one", "one character only" },
        { "missing", "there is no such file" },
        { "empty", "empty" },
        { "binary", "byte" },
    };

    [Theory]
    [MemberData(nameof(WrongConfigurations))]
    public void Train_SaysWhatIsWrong_AndWritesNothing(string what, string message)
    {
        TextConfiguration configuration = what switch
        {
            "cell" => Small() with { Cell = "lsmt" },
            "units" => Small() with { Units = 0 },
            "window" => Small() with { Window = -3 },
            "input" => Small() with { InputDropout = 1.5f },
            "dropout" => Small() with { Dropout = 1 },
            "recurrent" => Small() with { RecurrentDropout = -1 },
            "zoneout" => Small() with { Zoneout = 1 },
            "zoneoutCell" => Small() with { Cell = "gru", ZoneoutCell = 0.1f },
            "locked" => Small() with { Dropout = 0, LockedDropout = true },
            "skips" => Small() with { Layers = 1, SkipConnections = true },
            "skipsInWindows" => Small() with { Layers = 2, Mode = TextMode.Window, SkipConnections = true },
            "optimizer" => Small() with { Optimizer = "adm" },
            "callbacks" => Small() with { Callbacks = ["csv_logger", "early_stopping:monitor=bleu"] },
            "unvalidated" => Small() with { Callbacks = ["early_stopping"], ValidationShare = 0 },
            "short" => Small() with { Data = Text("short.txt", "abc"u8) },
            "one" => Small() with { Data = Text("one.txt", "aaaaaaaaaaaaaaaaaaaa"u8) },
            "missing" => Small() with { Data = Path.Combine(_folder, "nowhere.txt") },
            "empty" => Small() with { Data = Text("empty.txt", []) },
            _ => Small() with { Data = Text("binary.txt", [65, 66, 0, 255, 67]) },
        };
        var error = Assert.ThrowsAny<InputException>(() => RunTraining.Train(configuration, Options("run"), CancellationToken.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(Path.Combine(_folder, "run")));
    }

    [Fact]
    public void Open_Throws_ForAFolderThatIsNoRun()
    {
        Assert.Contains("is an empty folder", Assert.ThrowsAny<InputException>(() => SavedRun.Open(_folder)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<InputException>(() => SavedRun.Open(Path.Combine(_folder, "nothing")));
    }

    [Fact]
    public void Open_Throws_ForADamagedCheckpoint_AndOneOfAnotherShape()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        RunTraining.Train(Small() with { Units = 9 }, Options("other"), CancellationToken.None);
        string run = Path.Combine(_folder, "run"), other = new RunFolder(Path.Combine(_folder, "other")).Last;
        Assert.Contains("another model", Assert.Throws<InvalidDataException>(() => SavedRun.Open(run, other)).Message, StringComparison.Ordinal);

        string best = new RunFolder(run).Best;
        byte[] bytes = File.ReadAllBytes(best);
        bytes[^5] ^= 1;
        File.WriteAllBytes(best, bytes);
        Assert.Throws<InvalidDataException>(() => SavedRun.Open(run));
        File.WriteAllBytes(best, bytes[..1000]);
        Assert.Throws<InvalidDataException>(() => SavedRun.Open(run));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    TextConfiguration Small()
    {
        string sentences = string.Concat(Enumerable.Range(0, 30).Select(i => $"the cat {(char)('a' + (i % 17))} sat on the mat.\n"));
        return new TextConfiguration
        {
            Data = Text("cats.txt", System.Text.Encoding.UTF8.GetBytes(sentences)), Units = 8, Layers = 2, EmbeddingUnits = 5, Window = 10, Batch = 16,
            Epochs = 2,
        };
    }

    string Text(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    RunOptions Options(string name) => new() { Folder = Path.Combine(_folder, name), Workers = 2 };

    byte[] Weights(string name, string checkpoint = "last")
    {
        using var run = (TextModel)SavedRun.Open(Path.Combine(_folder, name), checkpoint);
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(run.Network.Parameters.Values).ToArray();
    }

    /// <summary>Number and steps of each epoch in history.csv.</summary>
    string[] EpochsLogged(string name) =>
        [.. File.ReadAllLines(new RunFolder(Path.Combine(_folder, name)).History).Skip(1).Select(line => string.Join(',', line.Split(',').Take(2)))];

    /// <summary>The only event file of a folder; every byte is a character.</summary>
    string Events(string name) =>
        File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_folder, name), "events.out.tfevents.*")), System.Text.Encoding.Latin1);

    sealed class StopAtFirstSample(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnSample(int epoch, string sample) => stop.Cancel();
    }
}
