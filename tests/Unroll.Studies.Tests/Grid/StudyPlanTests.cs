using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class StudyPlanTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-plan-").FullName;

    [Fact]
    public void Check_SaysWhatAStudyWouldDo_AndWritesNothing()
    {
        Study study = StudyReader.Read(StudySamples.Memory, "tiny.json");
        StudyPlan plan = StudyRunner.Check(study, Path.Combine(_folder, "new"), workers: 2, default);
        Assert.Equal((8, 2, 1), (plan.Open, plan.Parallel, plan.WorkersEach));
        Assert.Equal([1, 12, 1, 12], plan.Cells.Select(cell => cell.Epochs));
        Assert.Equal([2, 2, 2, 2], plan.Cells.Select(cell => cell.Open));
        Assert.Equal("hello", Assert.Single(plan.Cells[0].Files).Path);
        Assert.Null(plan.Time);
        var measured = new List<int>();
        plan.Measure(measured.Add, default);
        Assert.Equal([1, 2, 3, 4], measured);
        Assert.All(plan.Cells, cell => Assert.True(cell.Time > TimeSpan.Zero));
        Assert.Equal(plan.Cells.Sum(cell => 2 * cell.Time!.Value.TotalSeconds) / 2, plan.Time!.Value.TotalSeconds, 3);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Check_CountsWhatIsDone_AndPreparesOnlyTheRest()
    {
        Study study = StudyReader.Read(StudySamples.Memory, "tiny.json");
        StudyResult result = new StudyRunner(study, new StudyOptions { Folder = _folder, Workers = 2 }).Run(default);
        Directory.Delete(Path.Combine(_folder, result.Cells[1].Cell.Trials[0].Folder), recursive: true);
        StudyPlan plan = StudyRunner.Check(study, _folder, workers: 4, default);
        Assert.Equal((1, 1, 4), (plan.Open, plan.Parallel, plan.WorkersEach));
        Assert.Equal([0, 1, 0, 0], plan.Cells.Select(cell => cell.Open));
        Assert.Equal([false, true, false, false], plan.Cells.Select(cell => cell.Outline is not null));
        Study other = StudyReader.Read(StudySamples.Memory.Replace("\"units\": 4", "\"units\": 5", StringComparison.Ordinal), "tiny.json");
        Assert.Contains("made with units 4, the study has 5", Assert.Throws<InputException>(() => StudyRunner.Check(other, _folder, 1, default)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
