using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>What can be read of the folder of a study, whole, without its run folders, and damaged.</summary>
public sealed class SavedStudyTests : IDisposable
{
    const string Damage = "{ \"version\": ";

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-saved-").FullName;

    /// <summary>What a study leaves beside its run folders says all that they say.</summary>
    [Fact]
    public void Open_NeedsNoRunFolders_OfAStudyThatIsDone()
    {
        StudyResult trained = Run();
        Directory.Delete(At("cells"), recursive: true);
        SavedStudy saved = SavedStudy.Open(_folder);
        StudyResult read = saved.Result!;
        Assert.Empty(saved.Missing);
        Assert.Empty(saved.Tables);
        Assert.False(read.IsStopped);
        Assert.Equal(SummaryTable.Create(trained).Rows.Select(row => row.Select(cell => cell.Content)),
            SummaryTable.Create(read).Rows.Select(row => row.Select(cell => cell.Content)));
        Assert.Equal(File.ReadAllText(At("summary.md")), SummaryMarkdown.Write(read));
        Assert.Equal(trained.Cells[1].Results[1]!.History["trainingLoss"], read.Cells[1].Results[1]!.History["trainingLoss"]);
        Assert.Equal(trained.Cells[1].Results[1]!.History.Keys, read.Cells[1].Results[1]!.History.Keys);
    }

    [Fact]
    public void Open_SaysWhatIsMissing_WhereNeitherRunFoldersNorResultsAreThere()
    {
        Run();
        Directory.Delete(At("cells", "cell=gru,length=long"), recursive: true);
        File.Delete(At("result.json"));
        SavedStudy saved = SavedStudy.Open(_folder);
        Assert.Equal([2, 0, 2, 2], saved.Result!.Cells.Select(cell => cell.Done));
        Assert.Equal($"{_folder}: the results of 2 of 8 trainings are neither in run folders nor in result.json", Assert.Single(saved.Missing));
        Directory.Delete(At("cells"), recursive: true);
        Assert.Equal("Summary", Assert.Single(SavedStudy.Open(_folder).Tables).Title);
    }

    [Theory]
    [InlineData("result.json", Damage, "result.json: damaged (line 1: ")]
    [InlineData("result.json", "{ \"study\": \"tiny\", \"quick\": false, \"claims\": [], \"trainings\": [null] }", "result.json: damaged (null is no result)")]
    [InlineData("result.json", "[]", "result.json: damaged (")]
    [InlineData("epochs.csv", "cell,seed\na,1", "epochs.csv: damaged: its first columns must be cell, seed, epoch")]
    [InlineData("cells/cell=gru,length=long/7/result.json", Damage, "result.json: damaged (")]
    public void Open_GoesWithout_WhatIsDamaged(string file, string text, string message)
    {
        Run();
        File.WriteAllText(At(file), text);
        SavedStudy saved = SavedStudy.Open(_folder);
        Assert.Contains(message, Assert.Single(saved.Missing), StringComparison.Ordinal);
        Assert.All(saved.Result!.Cells, cell => Assert.Equal(2, cell.Done));
    }

    [Fact]
    public void Open_ShowsTheTables_OfAStudyThatCannotBeRead()
    {
        Run();
        File.WriteAllText(At("study.json"), Damage);
        SavedStudy saved = SavedStudy.Open(_folder);
        Assert.Null(saved.Result);
        Assert.StartsWith(At("study.json") + ": not JSON: ", Assert.Single(saved.Missing), StringComparison.Ordinal);
        Assert.Equal(["Summary", "Trainings"], saved.Tables.Select(table => table.Title));
        Assert.Equal([16, 8], saved.Tables.Select(table => table.Rows.Count));
        File.WriteAllText(At("result.json"), Damage);
        File.WriteAllText(At("summary.csv"), "");
        string message = Assert.Throws<InputException>(() => SavedStudy.Open(_folder)).Message;
        foreach (string file in new[] { "result.json: damaged (", "study.json: not JSON: ", "summary.csv: damaged: it is empty" })
            Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Open_Refuses_AFolderThatIsNoStudys() => Assert.Contains("not the folder of a study, it has no study.json",
        Assert.Throws<InputException>(() => SavedStudy.Open(_folder)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    StudyResult Run() =>
        new StudyRunner(StudyReader.Read(StudySamples.Memory, "tiny.json"), new StudyOptions { Folder = _folder, Workers = 2 }).Run(default);

    string At(params string[] path) => Path.Combine([_folder, .. path]);
}
