using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class StudyProgressTests
{
    [Fact]
    public void Share_WeighsTrainingsByTheirEpochs()
    {
        IReadOnlyList<StudyCell> cells = StudyReader.Read(StudySamples.Memory, "tiny.json").Cells;
        var progress = new StudyProgress(cells, parallel: 1);
        Assert.Null(progress.Remaining);
        StudyTrial trial = cells[1].Trials[0];
        progress.Begin(trial);
        Assert.Equal(0, progress.Share);
        progress.Report(trial, 0, 100);
        progress.Report(trial, 50, 100);

        // Two cells of one epoch and two of twelve, two trainings each: 52 epochs in all.
        Assert.Equal(6.0 / 52, progress.Share, 12);
        Assert.Equal(0.5, progress.Running(trial));
        Assert.True(progress.Remaining > TimeSpan.Zero);

        progress.End(trial, TrialResult.Failed("stopped"));
        Assert.Null(progress.Running(trial));
        Assert.Equal((1, 8), (progress.Done, progress.Count));
        Assert.Equal(12.0 / 52, progress.Share, 12);
        foreach (StudyTrial other in cells.SelectMany(cell => cell.Trials))
            progress.End(other, TrialResult.Failed("stopped"));
        Assert.Equal(1, progress.Share, 12);
        Assert.Equal(TimeSpan.Zero, progress.Remaining);
    }
}
