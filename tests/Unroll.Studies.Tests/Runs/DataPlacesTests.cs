using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Runs;

/// <summary>A run whose data were named by a relative path, used from another folder.</summary>
public sealed class DataPlacesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _name = $"{Guid.NewGuid():N}.txt";

    string Run => Directory.CreateDirectory(_folder.File("run")).FullName;

    [Fact]
    public void Read_FindsData_FromTheWorkingDirectory_ThenWhereTheyWere_ThenBesideTheFile()
    {
        string config = Write(Path.Combine(Run, "config.json")), then = _folder.File("then/" + _name), beside = Path.Combine(Run, _name);
        Assert.Equal([_name], ConfigurationFile.Read(config).DataNames);
        Text(beside);
        Assert.Equal([beside], ConfigurationFile.Read(config).DataNames);
        Text(then);
        Assert.Equal([then], ConfigurationFile.Read(config).DataNames);
        Text(_name);
        try
        {
            Assert.Equal([_name], ConfigurationFile.Read(config).DataNames);
        }
        finally
        {
            File.Delete(_name);
        }
    }

    [Fact]
    public void On_ListsWhereItLooked_AndWhatNeedsNoDataWorks()
    {
        string path = Text(_folder.File(_name)), run = _folder.File("trained");
        TextConfiguration configuration = new() { Data = path, Units = 4, Layers = 1, Window = 10, Batch = 8, Epochs = 1 };
        RunTraining.Train(configuration, new RunOptions { Folder = run, Workers = 1 }, CancellationToken.None);
        var folder = new RunFolder(run);
        File.WriteAllText(folder.Configuration, File.ReadAllText(folder.Configuration).Replace($"\"data\": \"{path}\"", $"\"data\": \"{_name}\"",
            StringComparison.Ordinal));
        using (TrainedModel found = SavedRun.Open(run))
            Assert.NotEmpty(found.On([]).Measure(CancellationToken.None).Metrics);
        File.Delete(path);
        using TrainedModel model = SavedRun.Open(run);
        Assert.Equal(5, ((TextModel)model).Write("the ", 5, new Unroll.Text.SamplingOptions(), 1, CancellationToken.None).Count());
        string expected = $"{_name}: the data of the run are not there any more; looked for {_name} (from the working directory, "
            + $"{Directory.GetCurrentDirectory()}), {path} (where the run had read it), {Path.Combine(run, _name)} (beside config.json)";
        Assert.Equal(expected, Assert.Throws<InputException>(() => model.On([])).Message);
        Assert.Equal(expected, Assert.Throws<InputException>(() => SavedRun.Resume(new RunOptions { Folder = run }, CancellationToken.None)).Message);
    }

    /// <summary>A folder of files, and several files: each is where it was.</summary>
    [Fact]
    public void Read_FindsFoldersAndSeveralFiles()
    {
        foreach (string name in new[] { "a.csv", "b.csv" })
            Text(_folder.File("then/" + name));
        string digits = Json("digits.json", $$"""{ "task": "digits", "data": "{{_name}}", "dataFiles": [ {{Identity("train-images")}}, {{Identity("a.csv")}} ] }""");
        Assert.Equal(_folder.File("then"), ((DigitsConfiguration)ConfigurationFile.Read(digits)).Data);
        string stocks = Json("stocks.json", $$"""{ "task": "stocks", "data": ["a.csv", "b.csv"], "dataFiles": [ {{Identity("a.csv")}}, {{Identity("b.csv")}} ] }""");
        Assert.Equal([_folder.File("then/a.csv"), _folder.File("then/b.csv")], ((StocksConfiguration)ConfigurationFile.Read(stocks)).Data);
    }

    /// <summary>The name of a data set stays one, whatever lies beside the file.</summary>
    [Theory]
    [InlineData("harbour")]
    [InlineData("shakespeare")]
    public void Read_LeavesNamesOfDataSetsAlone(string name)
    {
        Text(_folder.File(name));
        Assert.Equal([name], ConfigurationFile.Read(Json("config.json", $$"""{ "data": "{{name}}" }""")).DataNames);
    }

    public void Dispose() => _folder.Dispose();

    string Write(string path)
    {
        File.WriteAllText(path, $$"""{ "data": "{{_name}}", "dataFiles": [ {{Identity(_name)}} ] }""");
        return path;
    }

    string Identity(string name) => $$"""
        { "path": "{{_folder.File("then/" + name)}}", "relativePath": "{{name}}", "length": 1, "sha256": "00" }
        """;

    string Json(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    static string Text(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("the cat sat on the mat.\n", 30)));
        return path;
    }
}
