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
        string[] own = task is "forecast" or "smoothing" ? ["forecasts.csv", "windows.csv", "steps.csv", "baselines.csv"]
            : task == "stocks" ? [] : ["insight.json"];
        string[] expected = [.. always, .. own];
        foreach (string name in expected.Append("insight.json"))
            run.Write(name, "\"a");
        string page = run.Page;
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

    /// <summary>What else there is makes a report without settings.</summary>
    [Theory]
    [InlineData("{ \"task\": ", "config.json: not a configuration of a run")]
    [InlineData("{ \"task\": \"texts\" }", "did you mean 'text'?")]
    [InlineData(null, "config.json is missing: the report has no settings")]
    public void Page_GoesWithoutConfiguration_AndSaysSo(string? configuration, string message)
    {
        using RunSample run = new RunSample(new StocksConfiguration()).Record("\"rmse.A\":1.5").Write("history.csv", "epoch,loss\n1,0.5\n2,0.25\n")
            .Write("predictions.csv", "date,A actual,A predicted,A naive\n2020-01-01,1,2,3\n2020-01-02,1,2,3\n");
        if (configuration is null)
            File.Delete(Path.Combine(run.Folder, "config.json"));
        else
            run.Write("config.json", configuration);
        Assert.Contains(message, Assert.Single(run.Files.Missing), StringComparison.Ordinal);
        string page = run.Page;
        Assert.Contains(System.Net.WebUtility.HtmlEncode(message).Replace("&#39;", "'", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Contains(">A, forecast of the test<", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Model</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Settings</h2>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "config.json: not a configuration of a run")]
    [InlineData(null, "not a run folder, it has no config.json")]
    public void Folder_OfWhichNothingCanBeRead_IsRefused(string? configuration, string message)
    {
        using RunSample run = new RunSample(new StocksConfiguration()).Write("run.json", "{").Write("history.csv", "\"");
        if (configuration is null)
            File.Delete(Path.Combine(run.Folder, "config.json"));
        else
            run.Write("config.json", configuration);
        Assert.Contains(message, Assert.ThrowsAny<InputException>(() => run.Files).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_AreInTheOrderOfTheirEpochs()
    {
        using var run = new RunSample(new DigitsConfiguration());
        Directory.CreateDirectory(Path.Combine(run.Folder, "samples"));
        foreach (int epoch in (int[])[1000, 2, 999])
            run.Write($"samples/epoch-{epoch:D3}.txt", "a");
        Assert.Equal([2, 999, 1000], run.Files.Samples().Select(sample => sample.Epoch));
    }

    [Fact]
    public void Folder_ThatIsNoRun_IsRefused() => Assert.ThrowsAny<InputException>(() => new RunFiles(Path.GetTempPath()));
}
