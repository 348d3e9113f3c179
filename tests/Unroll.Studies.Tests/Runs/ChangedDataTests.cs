using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tests.Grid;

namespace Unroll.Studies.Tests.Runs;

/// <summary>A run knows the files that it was made from: measured or resumed after they have changed, it says so instead of giving other metrics.</summary>
public sealed class ChangedDataTests : IDisposable
{
    const int Days = 100, GrownDays = 180, Window = 5;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void On_Refuses_WhenThePricesHaveGrown()
    {
        using var run = (StocksModel)Trained(Stocks(Days));
        Assert.Equal(20, Rows(run.On([])));
        Prices("prices.csv", 0, GrownDays);
        string message = Assert.Throws<InputException>(() => run.On([])).Message;
        Assert.Contains("prices.csv: the file has changed since the run was made from it: ", message, StringComparison.Ordinal);
        Assert.Contains(" bytes then, ", message, StringComparison.Ordinal);
        Assert.EndsWith("or pass --data to measure the model on other data", message, StringComparison.Ordinal);
    }

    /// <summary>With the scaler of the training a day has the same forecast, whatever else is in the file; a scaler of the file would change it.</summary>
    [Fact]
    public void On_ScalesOtherPrices_ByTheNumbersOfTheTraining()
    {
        using var run = (StocksModel)Trained(Stocks(Days));
        TaskRun grown = run.On([Prices("prices.csv", 0, GrownDays)]);
        Assert.Equal(GrownDays - 80, Rows(grown));
        Assert.Same(run.Forecaster.Scaler, ((StocksData)grown.Data).Scaler);
        Assert.Equal((51, 79), (run.Forecaster.Scaler!.Columns[0].Offset, run.Forecaster.Scaler.Columns[0].Scale));

        Directory.CreateDirectory(_folder.File("tail"));
        TaskRun tail = run.On([Prices("tail/prices.csv", GrownDays - 36 - Window, GrownDays)]);
        Assert.Equal(36, Rows(tail));
        Assert.Equal(Forecasts(grown).TakeLast(36), Forecasts(tail));
    }

    /// <summary>The days that the model was trained on would make its metrics better than it is.</summary>
    [Fact]
    public void On_Refuses_PricesOfTheTrainingAlone()
    {
        using var run = (StocksModel)Trained(Stocks(Days));
        Assert.EndsWith("no day is later than the training of the model, which ends on 2020-03-20; name files with later days",
            Assert.Throws<InputException>(() => run.On([Prices("prices.csv", 0, 80)])).Message, StringComparison.Ordinal);
        Assert.Equal(1, Rows(run.On([Prices("prices.csv", 0, 81)])));
    }

    [Fact]
    public void On_ReadsOtherTexts_InTheVocabularyOfTheRun()
    {
        using var run = (TextModel)Trained(Text());
        string other = _folder.File("other.txt");
        File.WriteAllText(other, string.Concat(Enumerable.Repeat("tsat tam eht\n", 10)));
        TaskRun measured = run.On([other]);
        Assert.Same(run.Vocabulary, ((TextData)measured.Data).Vocabulary);
        Assert.Same(run.Vocabulary, ((TextData)run.On([]).Data).Vocabulary);

        Assert.StartsWith($"{other}: 130 characters, {run.Vocabulary.Size} different", measured.Data.Description, StringComparison.Ordinal);
        Assert.True(double.IsFinite(measured.Measure(CancellationToken.None).ByName["loss"]));
    }

    [Theory]
    [InlineData("the dog ", " bytes as before, with other contents")]
    [InlineData("the tiger ", " bytes then, ")]
    public void Resume_Refuses_WhenTheTextHasChanged(string animal, string message)
    {
        using var stop = new CancellationTokenSource();
        var options = new RunOptions { Folder = _folder.File("run"), Workers = 1 };
        Assert.True(RunTraining.Train(Text() with { Epochs = 20 }, options with { Listener = new StopAtStep(stop) }, stop.Token).Stopped);
        byte[] before = File.ReadAllBytes(new RunFolder(options.Folder).Last);
        string text = _folder.File("cats.txt"), original = File.ReadAllText(text);
        File.WriteAllText(text, original.Replace("the cat ", animal, StringComparison.Ordinal));

        string complaint = Assert.Throws<InputException>(() => SavedRun.Resume(options, CancellationToken.None)).Message;
        Assert.Contains("cats.txt: the file has changed since the run was made from it: ", complaint, StringComparison.Ordinal);
        Assert.Contains(message, complaint, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(new RunFolder(options.Folder).Last));

        File.WriteAllText(text, original);
        Assert.False(SavedRun.Resume(options, CancellationToken.None).Stopped);
    }

    [Fact]
    public void Train_Refuses_AConfigurationWhoseFilesHaveChanged_AndTakesItWithoutThem()
    {
        Trained(Text()).Dispose();
        RunConfiguration configuration = ConfigurationFile.Read(new RunFolder(_folder.File("run")).Configuration);
        File.AppendAllText(_folder.File("cats.txt"), "the end\n");
        var options = new RunOptions { Folder = _folder.File("again"), Workers = 1 };
        var error = Assert.Throws<InputException>(() => RunTraining.Train(configuration, options, CancellationToken.None));
        Assert.Contains("cats.txt: the file has changed", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(options.Folder));
        Assert.Equal(1, RunTraining.Train(configuration with { DataFiles = [] }, options, CancellationToken.None).Epochs);
        Assert.NotEqual(configuration.DataFiles, ConfigurationFile.Read(new RunFolder(options.Folder).Configuration).DataFiles);
    }

    [Fact]
    public void Study_Refuses_WhenItsTextHasChanged_AfterItWasStopped()
    {
        string text = Cats(), folder = _folder.File("study"), original = File.ReadAllText(text);
        string json = $$"""
            {
              "name": "cats", "title": "Cats", "question": "What follows?", "figures": ["validationLoss"], "repeats": 2,
              "base": { "task": "text", "data": {{JsonSerializer.Serialize(text)}}, "units": 4, "layers": 1, "window": 10, "batch": 4,
                "epochs": 1 }
            }
            """;
        Study study = StudyReader.Read(json, "cats.json");
        using var stop = new CancellationTokenSource();
        StudyResult stopped = new StudyRunner(study, new StudyOptions { Folder = folder, Workers = 1, Listener = new StopAtFirstEnd(stop) }).Run(stop.Token);
        Assert.True(stopped.IsStopped);
        Assert.Equal(1, stopped.Cells[0].Done);
        string[] before = Listing(folder);

        File.WriteAllText(text, original.Replace("the cat ", "the dog ", StringComparison.Ordinal));
        string message = Assert.Throws<InputException>(() => new StudyRunner(study, new StudyOptions { Folder = folder, Workers = 1 }).Run(default)).Message;
        Assert.Contains("cats.txt: the file has changed since the run was made from it: ", message, StringComparison.Ordinal);
        Assert.Contains("choose another --out", message, StringComparison.Ordinal);
        Assert.Equal(before, Listing(folder));

        File.WriteAllText(text, original);
        Assert.Equal(0, new StudyRunner(study, new StudyOptions { Folder = folder, Workers = 1 }).Run(default).Failures);
    }

    [Fact]
    public void Study_Refuses_AnotherSettingInItsFolder_AndNamesIt()
    {
        string folder = _folder.File("study");
        new StudyRunner(StudyReader.Read(StudySamples.Memory, "tiny.json"), new StudyOptions { Folder = folder, Workers = 2 }).Run(default);
        string[] before = Listing(folder);
        Study other = StudyReader.Read(StudySamples.Memory.Replace("\"units\": 4", "\"units\": 5", StringComparison.Ordinal), "tiny.json");
        string message = Assert.Throws<InputException>(() => new StudyRunner(other, new StudyOptions { Folder = folder, Workers = 2 }).Run(default)).Message;
        Assert.Contains("made with units 4, the study has 5; choose another --out", message, StringComparison.Ordinal);
        Assert.Equal(before, Listing(folder));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>All files of a folder with their contents.</summary>
    static string[] Listing(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    static int Rows(TaskRun run) => Forecasts(run).Length;

    /// <summary>The lines of the table of forecasts, without its head.</summary>
    static string[] Forecasts(TaskRun run) =>
        [.. run.Measure(CancellationToken.None).Tables["predictions.csv"].Rows.Select(row => string.Join(',', row.Select(cell => cell.Content)))];

    TrainedModel Trained(RunConfiguration configuration)
    {
        RunTraining.Train(configuration, new RunOptions { Folder = _folder.File("run"), Workers = 1 }, CancellationToken.None);
        return SavedRun.Open(_folder.File("run"), workers: 1);
    }

    TextConfiguration Text() => new() { Data = Cats(), Units = 8, Layers = 1, EmbeddingUnits = 4, Window = 10, Batch = 8, Epochs = 1 };

    string Cats()
    {
        File.WriteAllText(_folder.File("cats.txt"), string.Concat(Enumerable.Range(0, 60).Select(i => $"the cat {(char)('a' + (i % 17))} sat on the mat.\n")));
        return _folder.File("cats.txt");
    }

    StocksConfiguration Stocks(int days) => new() { Data = [Prices("prices.csv", 0, days)], Window = Window, Units = 4, Layers = 1, Epochs = 1 };

    /// <summary>A price that climbs by a dollar a day from 51.</summary>
    string Prices(string name, int from, int to)
    {
        var text = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (int day = from; day < to; day++)
        {
            var date = new DateOnly(2020, 1, 1).AddDays(day);
            text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd},{day + 50},{day + 52},{day + 49},{day + 51},{day + 51},{1000 + day}\n");
        }

        File.WriteAllText(_folder.File(name), text.ToString());
        return _folder.File(name);
    }

    sealed class StopAtStep(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnProgress(long step, long steps)
        {
            if (step == 3)
                stop.Cancel();
        }

        public void OnSample(int epoch, string sample)
        {
        }
    }

    sealed class StopAtFirstEnd(CancellationTokenSource stop) : IStudyListener
    {
        public void OnStart(StudyProgress progress)
        {
        }

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew) => stop.Cancel();
    }
}
