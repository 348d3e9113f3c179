using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Memory;
using Unroll.Training;

namespace Unroll.Studies.Tests.Runs;

public sealed class RunKeeperTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void OnTrainEnd_SavesTheLastState_AndTheHistoryOfEveryEpoch()
    {
        using PreparedRun run = Small().Prepare(new RunOptions { Workers = 1 });
        var folder = RunFolder.Create(_folder.File("run"));
        RunKeeper keeper = Keeper(folder, run);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, run.FitOptions(1) with { Callbacks = [keeper] });
        Assert.Equal(0, keeper.UnitsPerSecond(7));
        trainer.Run();
        Assert.Equal(3, File.ReadAllLines(folder.History).Length);
        Assert.Equal("told", RunMetadata.Read(folder.Last).Require("note", "note"));
        Assert.False(Directory.Exists(Path.GetDirectoryName(folder.Sample(1))));
        Assert.True(keeper.UnitsPerSecond(7) > 0);
        Assert.Equal(2 * keeper.UnitsPerSecond(7), keeper.UnitsPerSecond(14), 6);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void OnTrainEnd_KeepsTheLastUsableState_WhenAWeightIsNotFinite(float broken)
    {
        using PreparedRun run = Small().Prepare(new RunOptions { Workers = 1 });
        var folder = RunFolder.Create(_folder.File("run"));
        RunKeeper keeper = Keeper(folder, run);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, run.FitOptions(1) with { Callbacks = [keeper] });
        trainer.Run();
        byte[] before = File.ReadAllBytes(folder.Last);
        float[][] weights = run.Model.Network.GetWeights();
        weights[^1][^1] = broken;
        run.Model.Network.SetWeights(weights);
        keeper.OnTrainEnd(trainer);
        Assert.Equal(before, File.ReadAllBytes(folder.Last));

        weights[^1][^1] = 5;
        run.Model.Network.SetWeights(weights);
        keeper.OnTrainEnd(trainer);
        Assert.NotEqual(before, File.ReadAllBytes(folder.Last));
    }

    /// <summary>A second save of the same state would only cost time, and a machine that stops in it a checkpoint.</summary>
    [Fact]
    public void OnTrainEnd_SavesNothing_WhenNothingChangedSince()
    {
        using PreparedRun run = Small().Prepare(new RunOptions { Workers = 1 });
        var folder = RunFolder.Create(_folder.File("run"));
        RunKeeper keeper = Keeper(folder, run);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, run.FitOptions(1) with { Callbacks = [keeper] });
        trainer.Run();
        File.Delete(folder.Last);
        keeper.OnTrainEnd(trainer);
        Assert.False(File.Exists(folder.Last));
    }

    public void Dispose() => _folder.Dispose();

    static RunKeeper Keeper(RunFolder folder, PreparedRun run) =>
        new(folder, run.Model, new Dictionary<string, string> { ["note"] = "told" }, board: null, listener: null);

    static MemoryConfiguration Small() => new() { Words = ["helloworld"], Units = 4, Epochs = 2 };
}
