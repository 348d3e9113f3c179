using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class HistoryTests
{
    static History Filled()
    {
        var history = new History();
        history.Add(new EpochLog(1, 10, 1.25, new Dictionary<string, double> { ["loss"] = 1.0 / 3, ["learning_rate"] = 0.001 }));
        history.Add(new EpochLog(2, 4, 12, new Dictionary<string,
            double>
        { ["loss"] = double.NaN, ["val_loss"] = double.PositiveInfinity, ["learning_rate"] = 1e-5 }));
        return history;
    }

    [Fact]
    public void Text_IsATable()
    {
        const string Expected = """
            epoch  steps  seconds    loss  learning_rate  val_loss
                1     10      1.2  0.3333     1.0000e-03
                2      4     12.0     NaN     1.0000e-05  Infinity
            """;
        Assert.Equal(Expected, Filled().ToString());
    }

    [Fact]
    public void Csv_HasAllDigits()
    {
        using var folder = new TemporaryFolder();
        Filled().SaveCsv(folder.File("history.csv"));
        Assert.Equal("epoch,steps,seconds,loss,learning_rate,val_loss\n1,10,1.250,0.3333333333333333,0.001,\n2,4,12.000,NaN,1E-05,Infinity\n",
            File.ReadAllText(folder.File("history.csv")));
    }

    [Fact]
    public void Json_ComesBackToTheLastBit()
    {
        using var folder = new TemporaryFolder();
        History history = Filled();
        history.SaveJson(folder.File("history.json"));
        History loaded = History.LoadJson(folder.File("history.json"));
        Assert.Equal(history.ToCsv(), loaded.ToCsv());
        Assert.Equal(history["loss"], loaded["loss"]);
        Assert.Equal(history.Names, loaded.Names);
        Assert.Equal(history.Epochs.Select(epoch => (epoch.Epoch, epoch.Steps, epoch.Seconds)),
            loaded.Epochs.Select(epoch => (epoch.Epoch, epoch.Steps, epoch.Seconds)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"epochs\": [{\"epoch\": 1}]}")]
    [InlineData("{\"epochs\": [{\"epoch\": 1, \"steps\": 1, \"seconds\": 1, \"values\": {\"loss\": \"high\"}}]}")]
    public void LoadJson_Throws_WithThePath_WhenTheTextIsNoHistory(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.json"), text);
        Assert.Contains("a.json", Assert.Throws<InvalidDataException>(() => History.LoadJson(folder.File("a.json"))).Message, StringComparison.Ordinal);
    }
}
