using Unroll.Randomness;
using Unroll.Studies.Grid;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Grid;

public sealed class CellDifferenceTests
{
    static readonly Study s_study = StudyReader.Read(StudySamples.Memory.Replace("\"repeats\": 2", "\"repeats\": 4", StringComparison.Ordinal), "tiny.json");

    /// <summary>Cells of the study are compared for each length by itself, lower losses being better.</summary>
    [Fact]
    public void Verdict_SaysWhatIsSignificant()
    {
        double?[][] losses = [[1, 1.1, 1.2, 1.15], [2, 2, 2, 2], [9, 9.1, 9.3, 9.2], [2, 2, 2, 2]];
        Assert.Equal(["best (95 %)", "significant (95 %)", "lowest mean", "equal"], Verdicts(losses));
        losses[2] = [1, 1.2, 1.1, 1.3];
        Assert.Equal(["lowest mean", "not significant"], Verdicts(losses)[..2]);
        losses[2] = [1.2, 1.3, null, null];
        Assert.Equal(["lowest mean", "not tested: fewer than 3 seeds"], Verdicts(losses)[..2]);
        losses[2] = [2, 2.1, 2.2, 2.15];
        Assert.Equal(["lowest mean", "not tested: no spread over the seeds"], Verdicts(losses)[..2]);
        Assert.Null(new StudyResult(s_study, "", [new CellResult(s_study.Cells[0], [null, null, null, null])], true).Difference(Cells(losses)[0]));
    }

    [Fact]
    public void Verdict_NamesNoWinner_WithoutOthers() =>
        Assert.Equal(["nothing to compare with"], Verdicts([[1, 2, 3, 4], [null, null, null, null], [null, null, null, null], [null, null, null, null]]));

    /// <summary>What a seed does to both cancels out: the same losses as separate trainings differ by less than they spread.</summary>
    [Fact]
    public void Test_IsPaired_WhereSeedsAreShared_AndWelchs_WhereNot()
    {
        CellDifference shared = Compared([1, 2, 3, 4], [1.1, 2.2, 3.1, 4.2]);
        Assert.Equal((DifferenceTest.Paired, "significant (95 %)"), (shared.Difference.Test, shared.Verdict));
        Assert.Equal(0.15, shared.Difference.Value, 12);

        // The second seed of one of them failed: three are shared, and the difference is that of these.
        CellDifference three = Compared([1, 2, 3, 4], [1.1, null, 3.1, 4.25]);
        Assert.Equal(DifferenceTest.Paired, three.Difference.Test);
        Assert.Equal(0.15, three.Difference.Value, 12);

        Study six = s_study with { Repeats = 6 };
        CellResult[] cells = Cells([[1, 1.1, 1.2, null, null, null], [1, 1, 1, 1, 1, 1], [null, null, null, 2, 2.1, 2.3], [1, 1, 1, 1, 1, 1]], six);
        CellDifference apart = new StudyResult(six, "", cells, false).Differences.ElementAt(1);
        Assert.Equal((DifferenceTest.Welch, "significant (95 %)"), (apart.Difference.Test, apart.Verdict));

        static CellDifference Compared(double?[] first, double?[] second) =>
            new StudyResult(s_study, "", Cells([first, [1, 1, 1, 1], second, [1, 1, 1, 1]]), false).Differences.ElementAt(1);
    }

    /// <summary>Ten equal cells of three seeds: without the correction every second study would name a difference, and with one for nine tests every sixth.</summary>
    [Fact]
    public void Verdict_NamesADifferenceOfEqualCells_InAtMostOneOfTwentyStudies()
    {
        const int Studies = 200;
        string values = string.Join(", ", Enumerable.Range(0, 10).Select(value => $"{{ \"name\": \"{value}\", \"set\": {{}} }}"));
        Study study = StudyReader.Read($$"""
            {
              "name": "equal", "title": "Equal", "question": "Do they differ?", "base": { "task": "memory" }, "repeats": 3,
              "axes": [{ "name": "value", "values": [{{values}}] }], "figures": ["trainingLoss"], "compare": { "figure": "trainingLoss", "better": "lower" }
            }
            """, "equal.json");
        var random = new RandomStream(RandomKey.FromSeed(1));
        int named = 0;
        for (int i = 0; i < Studies; i++)
        {
            CellResult[] cells = [.. study.Cells.Select(cell => new CellResult(cell, [.. cell.Trials.Select(_ => Trained(random.NextNormal()))]))];
            named += new StudyResult(study, "", cells, false).Differences.Any(one => one.Verdict.EndsWith("(95 %)", StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.InRange(named, 0, Studies / 20);
    }

    static string[] Verdicts(double?[][] losses) => [.. new StudyResult(s_study, "", Cells(losses), false).Differences.Select(one => one.Verdict)];

    static CellResult[] Cells(double?[][] losses, Study? study = null) =>
        [.. (study ?? s_study).Cells.Zip(losses, (cell, values) => new CellResult(cell, [.. values.Select(loss => loss is { } one ? Trained(one) : null)]))];

    static TrialResult Trained(double loss) =>
        new(1, 1, 1, 1, IsSynthetic: false, null, new Dictionary<string, double> { ["trainingLoss"] = loss }, new Dictionary<string, double[]>());
}
