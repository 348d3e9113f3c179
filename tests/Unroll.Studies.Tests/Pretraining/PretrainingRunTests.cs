using Unroll.Studies.Pretraining;
using Unroll.Text;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Studies.Tests.Pretraining;

public sealed class PretrainingRunTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _text;

    public PretrainingRunTests() => File.WriteAllText(_text = _folder.File("animals.txt"), PretrainingSamples.Text(200));

    PretrainingConfiguration Small => PretrainingSamples.Small(_text);

    static byte[] Weights(string folder) => File.ReadAllBytes(Path.Combine(folder, "model.safetensors"));

    [Fact]
    public void Train_WritesAFolderOfAPublishedModel_WithItsSettingsAndHistory()
    {
        string folder = _folder.File("bert");
        PretrainingResult result = PretrainingSamples.Train(Small, folder);
        Assert.Equal(["config.json", "history.csv", "model.safetensors", "pretraining.json", "tokenizer_config.json", "vocab.txt"],
            Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Bert read = Bert.Load(folder, BertHead.MaskedLanguage);
        Assert.Empty(read.UnusedWeights);
        Assert.Equal(result.Parameters, read.Parameters.Count);
        var tokenizer = WordPieceTokenizer.Load(Path.Combine(folder, "vocab.txt"));
        Assert.Equal(tokenizer.Size, read.Configuration.VocabularySize);
        Assert.Equal(result.Data.Tokenizer.Pieces, tokenizer.Pieces);
        Assert.Equal((2, TrainingOutcome.Completed, null), (result.Epochs, result.Outcome, result.Failure));
        Assert.Equal(["trainingAccuracy", "trainingLoss", "validationAccuracy", "validationLoss", "validationPerplexity"], result.Metrics.Keys.Order());
        Assert.True(result.Metrics["validationLoss"] < Math.Log(tokenizer.Size));
    }

    [Fact]
    public void Train_FindsWordsThatOthersTell()
    {
        PretrainingConfiguration configuration = Small with
        {
            Vocabulary = 150,
            Hidden = 32,
            Layers = 2,
            Batch = 32,
            Steps = 250,
            Dropout = 0,
            LearningRate = 0.02f,
        };
        PretrainingResult result = PretrainingSamples.Train(configuration, _folder.File("bert"), workers: 2);
        Assert.True(result.Metrics["validationAccuracy"] > 0.6, $"{result.Metrics["validationAccuracy"]}");
        Assert.Contains("[MASK]", result.Passage!.Text, StringComparison.Ordinal);
        Assert.All(result.Passage.Guesses.Rows, row => Assert.Matches(@"^\S+ \d+ %, \S+ \d+ %, \S+ \d+ %$", row[1].Text));
        Assert.Contains(result.Passage.Guesses.Rows, row => row[1].Text.StartsWith(row[0].Text + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_GivesTheSameBits_WithOneWorkerAndWithTwo_AndOthersWithAnotherSeed()
    {
        PretrainingSamples.Train(Small, _folder.File("one"), workers: 1);
        PretrainingSamples.Train(Small, _folder.File("two"), workers: 2);
        PretrainingSamples.Train(Small with { Seed = 2 }, _folder.File("other"), workers: 1);
        Assert.Equal(Weights(_folder.File("one")), Weights(_folder.File("two")));
        Assert.NotEqual(Weights(_folder.File("one")), Weights(_folder.File("other")));
    }

    [Fact]
    public void Resume_EndsInTheSameBits_AsATrainingThatNeverStopped()
    {
        PretrainingSamples.Train(Small, _folder.File("whole"));
        string folder = _folder.File("stopped");
        using var stop = new CancellationTokenSource();
        PretrainingConfiguration configuration = Small;
        var text = new StoppingWriter(stop);
        PretrainingResult stopped = PretrainingRun.Train(
            configuration, new PretrainingOptions { Folder = folder, Workers = 1, Verbose = 2, Progress = text }, stop.Token);
        Assert.True(stopped.Stopped);
        Assert.True(File.Exists(Path.Combine(folder, "model.safetensors")));
        PretrainingResult resumed = PretrainingRun.Resume(new PretrainingOptions { Folder = folder, Workers = 2 }, CancellationToken.None);
        Assert.False(resumed.Stopped);
        Assert.Equal(Weights(_folder.File("whole")), Weights(folder));
        Assert.Contains("done", Assert.Throws<InputException>(() => PretrainingRun.Resume(new PretrainingOptions { Folder = folder }, default)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void InitFrom_GoesOnWithVocabularySizesAndWeights()
    {
        string first = _folder.File("first"), second = _folder.File("second");
        PretrainingResult begun = PretrainingSamples.Train(Small with { Steps = 200 }, first);
        PretrainingResult further = PretrainingSamples.Train(
            new PretrainingConfiguration { Data = [_text], InitFrom = first, Length = 16, Batch = 8, Steps = 1, LearningRate = 1e-9f }, second);
        Assert.Equal(File.ReadAllText(Path.Combine(first, "vocab.txt")), File.ReadAllText(Path.Combine(second, "vocab.txt")));
        Assert.Equal(File.ReadAllText(Path.Combine(first, "config.json")), File.ReadAllText(Path.Combine(second, "config.json")));
        Assert.Equal(begun.Metrics["validationLoss"], further.Metrics["validationLoss"], 1e-5);
    }

    [Fact]
    public void MaxSeconds_BecomesANumberOfSteps()
    {
        string folder = _folder.File("timed");
        PretrainingResult result = PretrainingRun.Train(Small, new PretrainingOptions { Folder = folder, Workers = 1, MaxSeconds = 1 }, default);
        Assert.Contains($"\"steps\": {result.Steps}", File.ReadAllText(Path.Combine(folder, "pretraining.json")), StringComparison.Ordinal);
        Assert.Equal(2, PretrainingRun.Train(
            Small, new PretrainingOptions { Folder = _folder.File("both"), Workers = 1, MaxSeconds = 1000, LimitsEpochs = true }, default).Epochs);
    }

    [Fact]
    public void Train_LeavesNothing_WhereTheLossIsNoNumber()
    {
        string folder = _folder.File("nan");
        PretrainingResult result = PretrainingSamples.Train(Small with { Optimizer = "sgd", LearningRate = 1e38f, Clip = null }, folder);
        Assert.NotNull(result.Failure);
        Assert.False(Directory.Exists(folder));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Stops a training in its second epoch.</summary>
    sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value is not null && value.StartsWith("Epoch 2/", StringComparison.Ordinal))
                stop.Cancel();
        }
    }
}
