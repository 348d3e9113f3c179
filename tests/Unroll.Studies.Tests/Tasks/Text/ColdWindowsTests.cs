using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class ColdWindowsTests : IDisposable
{
    const double HeldOut = 0.5;

    readonly TemporaryFolder _folder = new();

    /// <summary>The mean over texts that are each one window: nothing is carried from one to the next.</summary>
    [Fact]
    public void Measure_ReadsEveryWindowFromAnEmptyState()
    {
        string text = string.Concat(Enumerable.Range(0, 200).Select(i => $"{"abcdef"[i * i % 6]} walked {i % 7} times. "));
        using TrainedModel model = Trained(text);
        Evaluation whole = model.On([]).Measure(CancellationToken.None);

        string heldOut = text[(text.Length - (int)(text.Length * HeldOut))..];
        int windows = (heldOut.Length - 1) / ColdWindows.Length;
        Assert.InRange(windows, 3, 20);
        double[] alone = [.. Enumerable.Range(0, windows).Select(window =>
            Loss(model, heldOut.Substring(window * ColdWindows.Length, ColdWindows.Length + 1)))];
        Assert.Equal(alone.Average(), whole.ByName["coldWindowLoss"], 1e-5);
        Assert.NotEqual(whole.ByName["loss"], whole.ByName["coldWindowLoss"], 1e-4);
    }

    public void Dispose() => _folder.Dispose();

    TrainedModel Trained(string text)
    {
        var configuration = new TextConfiguration
        {
            Data = Write("book.txt", text), ValidationShare = HeldOut, Units = 8, Layers = 1, EmbeddingUnits = 3, Window = 10, Batch = 4, Steps = 60,
            LearningRate = 0.02f,
        };
        RunTraining.Train(configuration, new RunOptions { Folder = _folder.File("run"), Workers = 1, KeepsDetails = false }, CancellationToken.None);
        return SavedRun.Open(_folder.File("run"), workers: 1);
    }

    double Loss(TrainedModel model, string text) => model.On([Write("window.txt", text)]).Measure(CancellationToken.None).ByName["loss"];

    string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
