using Unroll.Persistence;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Tasks.Tweets;

public sealed class TweetEncoderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_LearnsThirtyTwoTweetsByHeart_WhenABertIsFineTuned()
    {
        TweetsConfiguration configuration = Small() with
        {
            Split = new TweetSplit { TestShare = 0.2, ValidationShare = 0 },
            EncoderRate = 1,
            Epochs = 40,
            LearningRate = 0.01f,
        };
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(40));
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.Equal(32, Assert.IsType<TweetsData>(result.Data).Training.BatchCount(1));
        Assert.Equal(1, result.Metrics["trainingAccuracy"]);
        Assert.Equal(1, result.Metrics["trainingMacroF1"]);
    }

    [Fact]
    public void Open_NeedsNoFolder_AndResumeNeither()
    {
        TweetsConfiguration configuration = Small() with { Epochs = 4 };
        RunResult whole = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        using (var stop = new CancellationTokenSource())
            RunTraining.Train(configuration, Options("stopped") with { Listener = new StopAtStep(5, stop) }, stop.Token);
        Directory.Delete(_folder.File("bert"), recursive: true);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(whole.Evaluation!.ByName, model.On([]).Measure(CancellationToken.None).ByName);
        Assert.Single(model.Predict(new PredictionInput([], "a kind day"), CancellationToken.None).Table.Rows);
        RunResult resumed = SavedRun.Resume(Options("stopped"), CancellationToken.None);
        Assert.Equal(whole.Evaluation.ByName, resumed.Evaluation!.ByName);
        Assert.Contains("the folder is not there any more", Refusal(ConfigurationFile.Read(_folder.File("run/config.json"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_LeavesAFrozenEncoderAsItIs_AndBeginsWithItsWeights(bool freezes)
    {
        RunTraining.Train(Small() with { FreezeEncoder = freezes, Epochs = 1 }, Options("run"), CancellationToken.None);
        const string Query = "encoder.layer.1.attention.self.query.weight";
        float[] given = Read(_folder.File("bert/model.safetensors"), "bert." + Query), trained = Read(new RunFolder(_folder.File("run")).Last, Query);
        Assert.Equal(freezes, given.SequenceEqual(trained));
        Assert.All(given.Zip(trained), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Fact]
    public void Prepare_RefusesAFolderThatHasChanged_AndTakesItWhenItIsNamedAgain()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        RunConfiguration again = ConfigurationFile.Read(_folder.File("run/config.json"));
        again.Prepare(new RunOptions()).Dispose();
        SmallBert.Write(_folder.File("bert"), seed: 2);
        Assert.Contains("model.safetensors: the file has changed", Refusal(again), StringComparison.Ordinal);
        (again with { InitFiles = [] }).Prepare(new RunOptions()).Dispose();

        // What a run has learned is its own.
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        model.On([]).Measure(CancellationToken.None);
    }

    [Fact]
    public void Prepare_BeginsWithARunThatHasAnEncoder()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        Directory.Delete(_folder.File("bert"), recursive: true);
        TweetsConfiguration next = Small() with { Encoder = "", InitFrom = _folder.File("run") };
        Directory.Delete(_folder.File("bert"), recursive: true);
        Assert.Null(RunTraining.Train(next, Options("next"), CancellationToken.None).Failure);
        Assert.Contains("pass one of the two", Refusal(Small() with { InitFrom = _folder.File("run") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_SaysInOneLine_WhatIsWrongWithAFolder()
    {
        TweetsConfiguration small = Small();
        Assert.Contains("there is no such folder", Refusal(small with { Encoder = "nowhere" }), StringComparison.Ordinal);
        Assert.Contains("get it with 'unroll data get hatebert'", Refusal(small with { Encoder = "hatebert" }), StringComparison.Ordinal);
        Assert.Contains("is a file", Refusal(small with { Encoder = _folder.File("tweets.csv") }), StringComparison.Ordinal);
        Assert.Contains("config.json: no such file", Refusal(small with { Encoder = Directory.CreateDirectory(_folder.File("empty")).FullName }),
            StringComparison.Ordinal);
        Assert.Contains("reads 16 at most", Refusal(small with { MaxTokens = 17 }), StringComparison.Ordinal);
        Assert.Contains("no encoder to freeze", Refusal(small with { Encoder = "", FreezeEncoder = true }), StringComparison.Ordinal);

        SmallBert.Write(_folder.File("bert"), spare: -1);
        Assert.Contains("pieces, the BERT of the folder has", Refusal(small), StringComparison.Ordinal);
        SmallBert.Write(_folder.File("bert"), pieces: all => [.. all.Where(piece => piece != "[SEP]")]);
        Assert.Contains("vocab.txt: the vocabulary has no [SEP]", Refusal(small), StringComparison.Ordinal);

        string configuration = _folder.File("bert/config.json");
        SmallBert.Write(_folder.File("bert"));
        File.Delete(_folder.File("bert/vocab.txt"));
        Assert.Contains("there is neither tokenizer.json nor vocab.txt", Refusal(small), StringComparison.Ordinal);
        SmallBert.Write(_folder.File("bert"));
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace("\"bert\"", "\"gpt2\"", StringComparison.Ordinal));
        Assert.Contains("the architecture 'gpt2'; 'bert' is needed here", Refusal(small), StringComparison.Ordinal);
        SmallBert.Write(_folder.File("bert"));
        string deeper = File.ReadAllText(configuration).Replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", StringComparison.Ordinal);
        File.WriteAllText(configuration, deeper);
        Assert.Contains("the checkpoint lacks 16 of the model's", Refusal(small), StringComparison.Ordinal);
        File.Delete(_folder.File("bert/model.safetensors"));
        Assert.Contains("there is neither model.safetensors nor pytorch_model.bin", Refusal(small), StringComparison.Ordinal);
    }

    static string Refusal(RunConfiguration configuration)
    {
        string message = Assert.ThrowsAny<InputException>(() => configuration.Prepare(new RunOptions())).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    static float[] Read(string path, string name)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        float[] values = new float[file.Tensors.Single(tensor => tensor.Name == name).Count];
        file.Read(name, values);
        return values;
    }

    TweetsConfiguration Small()
    {
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(60));
        return new TweetsConfiguration
        {
            Data = _folder.File("tweets.csv"), Encoder = SmallBert.Write(_folder.File("bert")), MaxTokens = 12, Units = 8, Batch = 8, Epochs = 2, Dropout = 0,
            Schedule = "polynomial", Clip = 1,
        };
    }

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };
}
