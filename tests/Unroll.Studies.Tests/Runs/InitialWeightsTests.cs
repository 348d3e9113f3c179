using System.Runtime.InteropServices;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Runs;

/// <summary>A new run that begins with the weights of another one.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public InitialWeightsTests() => RunTraining.Train(Small("cats"), Options("first"), CancellationToken.None);

    [Fact]
    public void Prepare_BeginsWithTheWeights_AndAnOptimizerOfItsOwn()
    {
        using PreparedRun run = (Small("cats") with { InitFrom = _folder.File("first"), Seed = 9 }).Prepare(new RunOptions { Workers = 1 });
        Assert.Equal(Weights("first", "best"), MemoryMarshal.AsBytes(run.Model.Network.Parameters.Values).ToArray());
        Assert.Equal(0, run.Model.Network.Optimizer!.Iterations);
        using PreparedRun fresh = (Small("cats") with { Seed = 9 }).Prepare(new RunOptions { Workers = 1 });
        Assert.False(run.Model.Network.Parameters.Values.SequenceEqual(fresh.Model.Network.Parameters.Values));
    }

    /// <summary>The other text has fewer characters: each keeps the row that it had.</summary>
    [Fact]
    public void Train_KeepsTheVocabulary_OnAnotherText()
    {
        RunTraining.Train(Small("mats") with { InitFrom = _folder.File("first") }, Options("second"), CancellationToken.None);
        using var first = (TextModel)SavedRun.Open(_folder.File("first"));
        using var second = (TextModel)SavedRun.Open(_folder.File("second"));
        Assert.Equal(first.Metadata, second.Metadata);
        Assert.Equal(2, second.On([]).Measure(CancellationToken.None).Metrics.Count(metric => metric.Name is "loss" or "accuracy"));
    }

    [Fact]
    public void Train_GivesTheSameBits_FromTheConfiguration_AlsoWhenItWasStopped()
    {
        TextConfiguration configuration = Small("mats") with { InitFrom = new RunFolder(_folder.File("first")).Last };
        RunTraining.Train(configuration, Options("whole"), CancellationToken.None);
        RunConfiguration saved = ConfigurationFile.Read(new RunFolder(_folder.File("whole")).Configuration);
        Assert.Equal(configuration.InitFrom, saved.InitFrom);
        Assert.Equal(64, Assert.Single(saved.InitFiles).Sha256.Length);
        RunTraining.Train(saved, Options("again"), CancellationToken.None);
        Assert.Equal(Weights("whole", "last"), Weights("again", "last"));

        using var stop = new CancellationTokenSource();
        Assert.True(RunTraining.Train(configuration, Options("parts") with { Listener = new StopAtFirstSample(stop) }, stop.Token).Stopped);
        Directory.Delete(_folder.File("first"), recursive: true);
        SavedRun.Resume(Options("parts"), CancellationToken.None);
        Assert.Equal(Weights("whole", "last"), Weights("parts", "last"));
        string message = Assert.Throws<SettingException>(() => RunTraining.Train(saved, Options("gone"), CancellationToken.None)).Message;
        Assert.Contains("is not there any more; looked for", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Refuses_ACheckpointThatHasChangedSince()
    {
        RunTraining.Train(Small("cats") with { InitFrom = _folder.File("first") }, Options("second"), CancellationToken.None);
        RunConfiguration saved = ConfigurationFile.Read(new RunFolder(_folder.File("second")).Configuration);
        var first = new RunFolder(_folder.File("first"));
        File.Copy(new RunFolder(_folder.File("second")).Last, first.Best, overwrite: true);
        Assert.Contains("has changed since the run began from it",
            Assert.Throws<SettingException>(() => RunTraining.Train(saved, Options("third"), CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(2, RunTraining.Train(saved with { InitFiles = [] }, Options("third"), CancellationToken.None).Epochs);
    }

    [Theory]
    [InlineData("wide", "'embedding.embeddings' has shape (22, 4), the model's is (22, 5)")]
    [InlineData("short", "is no weight of this model")]
    [InlineData("letters", "its last layer, of the shape (8, 22), would have to be (8, 24)")]
    [InlineData("nowhere", "there is no such run and no such checkpoint")]
    public void Train_Refuses_WeightsThatDoNotFit(string what, string reason)
    {
        TextConfiguration configuration = what switch
        {
            "wide" => Small("cats") with { EmbeddingUnits = 5 },
            "short" => Small("cats") with { Layers = 1 },
            "letters" => Small("XZ"),
            _ => Small("cats"),
        };
        configuration = configuration with { InitFrom = _folder.File(what == "nowhere" ? what : "first") };
        var error = Assert.ThrowsAny<Exception>(() => RunTraining.Train(configuration, Options("second"), CancellationToken.None));
        Assert.True(error is InputException or InvalidDataException, error.ToString());
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("second")));
    }

    /// <summary>The layers of another model may have the same shapes as far as they go: a part of it is not the model.</summary>
    [Fact]
    public void Open_Refuses_ACheckpointWithMoreLayers()
    {
        RunTraining.Train(Small("cats") with { Layers = 1 }, Options("small"), CancellationToken.None);
        string message = Assert.Throws<InvalidDataException>(() => SavedRun.Open(_folder.File("small"), new RunFolder(_folder.File("first")).Last)).Message;
        Assert.Contains("'gru_1", message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    TextConfiguration Small(string word)
    {
        string path = _folder.File(word + ".txt");
        if (!File.Exists(path))
            File.WriteAllText(path, string.Concat(Enumerable.Range(0, 30).Select(i =>
                word == "cats" ? $"the cat {(char)('a' + (i % 17))} sat on the mat.\n" : $"the {(word == "mats" ? "cat" : word)} sat on the mat.\n")));
        return new() { Data = path, Units = 8, Layers = 2, EmbeddingUnits = 4, Window = 10, Batch = 8, Epochs = 2 };
    }

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1 };

    byte[] Weights(string name, string checkpoint)
    {
        using TrainedModel model = SavedRun.Open(_folder.File(name), checkpoint);
        return MemoryMarshal.AsBytes(model.Network.Parameters.Values).ToArray();
    }

    sealed class StopAtFirstSample(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnSample(int epoch, string sample) => stop.Cancel();
    }
}
