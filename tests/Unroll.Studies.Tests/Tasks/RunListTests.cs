using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Tasks;

public sealed class RunListTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void In_TellsHowEveryRunEnded()
    {
        Train("finished", Small());
        using var stop = new CancellationTokenSource();
        RunTraining.Train(Small() with { Epochs = 90 }, Options("stopped") with { Listener = new StopAtFirstSample(stop) }, stop.Token);
        Train("failed", Small() with { LearningRate = 1e38f, Clip = null });
        Train("killed", Small());
        File.Delete(new RunFolder(_folder.File("killed")).Record);
        Train("running", Small());
        using RunLock held = RunLock.Acquire(_folder.File("running"));

        var runs = RunList.In(_folder.Path).ToDictionary(run => Path.GetFileName(run.Folder));
        Assert.Equal((RunState.Finished, "memory", 2), (runs["finished"].State, runs["finished"].Task, runs["finished"].Epoch));
        Assert.Equal(["hello"], runs["finished"].Data);
        Assert.Equal("trainingLoss", runs["finished"].Loss!.Name);
        Assert.Equal(RunState.Stopped, runs["stopped"].State);
        Assert.Equal(RunState.Failed, runs["failed"].State);
        Assert.Contains("NaN or infinite", runs["failed"].Remark, StringComparison.Ordinal);
        Assert.Equal(RunState.Stopped, runs["killed"].State);
        Assert.Equal(RunState.Running, runs["running"].State);
        Assert.Equal(5, runs.Count);
        FileInfo[] files = [.. new DirectoryInfo(_folder.File("finished")).GetFiles("*", SearchOption.AllDirectories)];
        Assert.Equal(files.Sum(file => file.Length), runs["finished"].Bytes);
        Assert.Equal(files.Max(file => file.LastWriteTimeUtc), runs["finished"].Changed.UtcDateTime);
        Assert.Equal(RunState.Running, Assert.Single(RunList.In(_folder.File("running"))).State);
    }

    /// <summary>The best held-out loss where it chose the weights; where it is the test, the last one.</summary>
    [Fact]
    public void In_GivesTheLossOfTheBestEpoch_ElseOfTheLast()
    {
        Train("run", Small());
        var folder = new RunFolder(_folder.File("run"));
        File.WriteAllText(folder.History, "epoch,steps,seconds,loss,val_loss\n1,3,1,5,2\n2,3,1,4,1\n3,3,1,3,1.5\n");
        Assert.Equal((new MetricValue("validationLoss", 1.5), 3), Loss());
        File.Copy(folder.Last, folder.Best);
        Assert.Equal((new MetricValue("validationLoss", 1), 2), Loss());
        File.WriteAllText(folder.History, "epoch,steps,seconds,loss,val_loss\n");
        Assert.Equal((null, 0), Loss());

        (MetricValue?, int) Loss() => Assert.Single(RunList.In(_folder.Path)) is var run ? (run.Loss, run.Epoch) : default;
    }

    [Theory]
    [InlineData("config.json", "{ \"units\": 3", RunState.Damaged)]
    [InlineData("config.json", "{ \"task\": \"nothing\" }", RunState.Damaged)]
    [InlineData("history.csv", "epoch,loss\n1", RunState.Damaged)]
    [InlineData("history.csv", "epoch,loss\n1,x", RunState.Damaged)]
    [InlineData("history.csv", "", RunState.Damaged)]
    [InlineData("run.json", "{ \"stopped\": fa", RunState.Damaged)]
    [InlineData("run.json", "{ \"stopped\": false, \"epochs\": 1, \"steps\": 1 }", RunState.Damaged)]
    [InlineData("checkpoints/last.safetensors", "short", RunState.Damaged)]
    [InlineData("config.json", null, RunState.Incomplete)]
    public void In_ListsWhatIsDamaged_WithTheReason(string file, string? text, RunState state)
    {
        Train("run", Small());
        string path = Path.Combine(_folder.File("run"), file);
        if (text is null)
            File.Delete(path);
        else
            File.WriteAllText(path, text);
        RunListing run = Assert.Single(RunList.In(_folder.Path));
        Assert.Equal(state, run.State);
        Assert.Contains(file, run.Remark, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Remark!);
    }

    [Fact]
    public void In_ListsWhatABegunProcessLeft_AndStudies_AndNothingElse()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        Directory.CreateDirectory(_folder.File("pictures"));
        File.WriteAllText(_folder.File("pictures/a.png"), "");
        Train("study/cells/a/1", Small());
        File.WriteAllText(_folder.File("study/study.json"), "{}");
        Train("tuning/trials/7/1", Small());
        File.WriteAllText(_folder.File("tuning/tuning.json"), "{}");
        Assert.Equal([("empty", RunState.Incomplete), ("study", RunState.Study), ("tuning", RunState.Tuning)],
            RunList.In(_folder.Path).Select(run => (Path.GetFileName(run.Folder), run.State)).Order());
        Assert.Equal(_folder.File("study/cells/a/1"), Assert.Single(RunList.In(_folder.File("study"))).Folder);
        Assert.Equal(_folder.File("tuning/trials/7/1"), Assert.Single(RunList.In(_folder.File("tuning"))).Folder);
        Assert.Contains("there is no such folder", Assert.Throws<InputException>(() => RunList.In(_folder.File("nowhere"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_PutsWhatWasWrittenLastFirst()
    {
        foreach (string name in new[] { "b", "a", "c" })
            Train(name, Small());
        foreach (string file in Directory.GetFiles(_folder.File("b"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(1));
        Assert.Equal("b", Path.GetFileName(RunList.In(_folder.Path)[0].Folder));
    }

    public void Dispose() => _folder.Dispose();

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1 };

    static MemoryConfiguration Small() => new() { Words = ["helloworld"], Units = 4, Epochs = 2 };

    void Train(string name, RunConfiguration configuration) => RunTraining.Train(configuration, Options(name), CancellationToken.None);

    sealed class StopAtFirstSample(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnSample(int epoch, string sample) => stop.Cancel();
    }
}
