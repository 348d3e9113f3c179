using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class CellDifferenceTests
{
    /// <summary>Cells of the study are compared for each length by itself, lower losses being better.</summary>
    [Fact]
    public void Verdict_SaysWhatIsSignificant()
    {
        Study study = StudyReader.Read(StudySamples.Memory, "tiny.json");
        double[][] losses = [[1, 1.1], [2, 2], [9, 9.1], [2, 2]];
        CellResult[] cells = [.. study.Cells.Zip(losses, (cell, values) => new CellResult(cell, [.. values.Select(Trained)]))];
        Assert.Equal(["best", "significant (95 %)", "best", "best"], Verdicts());
        cells[2] = cells[2] with { Results = [Trained(1), Trained(1.2)] };
        Assert.Equal(["best", "not significant", "best", "best"], Verdicts());
        cells[2] = cells[2] with { Results = [Trained(1.2), null] };
        Assert.Equal("one training: no spread", Verdicts().ElementAt(1));
        Assert.Null(new StudyResult(study, "", [new CellResult(study.Cells[0], [null, null])], true).Difference(cells[0]));

        IEnumerable<string> Verdicts() => new StudyResult(study, "", cells, false).Differences.Select(one => one.Verdict);
    }

    static TrialResult Trained(double loss) =>
        new(1, 1, 1, 1, IsSynthetic: false, null, new Dictionary<string, double> { ["trainingLoss"] = loss }, new Dictionary<string, double[]>());
}
