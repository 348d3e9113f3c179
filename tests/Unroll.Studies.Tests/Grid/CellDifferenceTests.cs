using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class CellDifferenceTests
{
    /// <summary>Cells of the study are compared for each length by itself, lower losses being better.</summary>
    [Fact]
    public void Compare_SaysWhatExceedsTheSpread()
    {
        Study study = StudyReader.Read(StudySamples.Memory, "tiny.json");
        double[][] losses = [[1, 1.1], [2, 2], [9, 9.1], [2, 2]];
        CellResult[] cells = [.. study.Cells().Zip(losses, (cell, values) => new CellResult(cell, [.. values.Select(Trained)]))];
        Assert.Equal(["best", "beyond the spread", "best", "best"], CellDifference.Compare(new StudyResult(study, "", cells, false)).Select(one => one.Verdict));
        cells[2] = cells[2] with { Results = [Trained(1), Trained(1.2)] };
        Assert.Equal(["best", "within the spread", "best", "best"], CellDifference.Compare(new StudyResult(study, "", cells, false)).Select(one => one.Verdict));
        cells[2] = cells[2] with { Results = [Trained(1.2), null] };
        Assert.Equal("one training: no spread", CellDifference.Compare(new StudyResult(study, "", cells, false))[1].Verdict);
    }

    static TrialResult Trained(double loss) =>
        new(1, 1, 1, 1, IsSynthetic: false, null, new Dictionary<string, double> { ["trainingLoss"] = loss }, new Dictionary<string, double[]>());
}
