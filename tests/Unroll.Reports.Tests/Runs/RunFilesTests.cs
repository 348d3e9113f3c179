using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Reports.Tests.Runs;

public class RunFilesTests
{
    public static TheoryData<string> Tasks => [.. TaskRegistry.Tasks.Names];

    /// <summary>A run that was begun and no more: a page of its settings, and what is missing.</summary>
    [Theory]
    [MemberData(nameof(Tasks))]
    public void Page_OfARunThatHasJustBegun_SaysWhatIsMissing(string task)
    {
        using var run = new RunSample(TaskRegistry.Tasks.Find(task).CreateConfiguration());
        string page = run.Page;
        Assert.Contains("<h2>Settings</h2>", page, StringComparison.Ordinal);
        Assert.Contains("run.json is missing", page, StringComparison.Ordinal);
        Assert.Contains("history.csv is missing", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Page_SaysOnce_WhichFilesAreDamaged(string task)
    {
        string[] always = ["run.json", "history.csv", "predictions.csv", "confusion.csv", "gradients.csv"];
        using var run = new RunSample(TaskRegistry.Tasks.Find(task).CreateConfiguration());
        foreach (string name in always.Append("insight.json"))
            run.Write(name, "\"a");
        string page = run.Page;
        string[] expected = task is "stocks" or "series" ? always : [.. always, "insight.json"];
        Assert.All(expected, name => Assert.Equal(2, page.Split($"/{name}: damaged").Length));
    }

    [Fact]
    public void Files_OfOtherContent_AreNoFiguresButNoFaultEither()
    {
        using RunSample run = new RunSample(new StocksConfiguration()).Record("").Write("history.csv", "a,b\n1,2\n").Write("confusion.csv",
            "digit,x\n0,1\n1,2\n")
            .Write("predictions.csv", "date,A actual\nnever,much\n").Write("closes.csv", "date,A\nnever,much\n").Write("gradients.csv", "distance\n0\n")
            .Write("continuations.csv", "prime\nx\n").Write("completions.csv", "word\n");
        Assert.DoesNotContain("damaged", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_AreThoseOfAColumn_NaNWhereThereIsNone()
    {
        using RunSample run = new RunSample(new DigitsConfiguration()).Write("history.csv", "epoch,loss\n1,0.5\n2,\n3,∞\n");
        Assert.Equal([0.5, double.NaN, double.NaN], run.Files.Epochs("loss"));
        Assert.Empty(run.Files.Epochs("val_loss"));
    }

    [Fact]
    public void Folder_ThatIsNoRun_IsRefused() => Assert.ThrowsAny<InputException>(() => new RunFiles(Path.GetTempPath()));
}
