using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>What given figures say of claims.</summary>
public sealed class ClaimResultTests
{
    static readonly double?[] s_low = [1, 1.1, 1.2, 1.15], s_high = [9, 9.1, 9.3, 9.2], s_near = [1, 1.2, 1.1, 1.3], s_two = [1, 2, null, null];
    static readonly double?[] s_one = [1, 1, 1, 1], s_five = [5, 5, 5, 5], s_none = [null, null, null, null];

    public static TheoryData<string, double?[], double?[], ClaimVerdict, string> Orders => new()
    {
        { "a < b", s_low, s_high, ClaimVerdict.Confirmed, "a 1.1125 ± 0.0854 < b 9.1500 ± 0.1291 (n 4, p below 0.0001)" },
        { "b > a", s_low, s_high, ClaimVerdict.Confirmed, "b 9.1500 ± 0.1291 > a 1.1125 ± 0.0854 (n 4, p below 0.0001)" },
        { "a <= b", s_low, s_high, ClaimVerdict.Confirmed, "" },
        { "a > b", s_low, s_high, ClaimVerdict.Refuted, "a 1.1125 ± 0.0854 < b 9.1500 ± 0.1291 (n 4, p below 0.0001)" },
        { "a >= b", s_low, s_high, ClaimVerdict.Refuted, "" },
        { "a = b", s_low, s_high, ClaimVerdict.Refuted, "" },

        // What is not significant is neither smaller, nor the same.
        { "a < b", s_low, s_near, ClaimVerdict.NotShown, "a 1.1125 ± 0.0854 < b 1.1500 ± 0.1291 (n 4, p " },
        { "a <= b", s_low, s_near, ClaimVerdict.NotShown, "" },
        { "a > b", s_low, s_near, ClaimVerdict.NotShown, "" },
        { "a = b", s_low, s_near, ClaimVerdict.NotShown, "" },
        { "a < b", s_two, s_high, ClaimVerdict.NotShown, "(n 2 and 4, fewer than 3 seeds)" },
        { "a = b", [1, null, null, null], [1, null, null, null], ClaimVerdict.NotShown, "(n 1, fewer than 3 seeds)" },

        // Without any spread two cells are equal, or not tested.
        { "a = b", s_one, s_one, ClaimVerdict.Confirmed, "a 1.0000 ± 0.0000 = b 1.0000 ± 0.0000 (n 4, all equal)" },
        { "a >= b", s_one, s_one, ClaimVerdict.Confirmed, "" },
        { "a < b", s_one, s_one, ClaimVerdict.Refuted, "" },
        { "a < b", s_one, s_five, ClaimVerdict.NotShown, "(n 4, no spread over the seeds)" },
        { "a < b", s_one, s_none, ClaimVerdict.NotMeasured, "training loss was not measured" },
    };

    public static TheoryData<string, double?[], ClaimVerdict, string> Bounds => new()
    {
        { "> 0.5", s_low, ClaimVerdict.Confirmed, "1.1125 ± 0.0854 > 0.5 (n 4, p 0.00" },
        { "< 0.5", s_low, ClaimVerdict.Refuted, "1.1125 ± 0.0854 > 0.5 (n 4, p 0.00" },
        { ">= 1.1", s_low, ClaimVerdict.NotShown, "1.1125 ± 0.0854 > 1.1 (n 4, p 0.78" },
        { "= 1.1", s_low, ClaimVerdict.NotShown, "" },
        { "= 0.5", s_low, ClaimVerdict.Refuted, "" },
        { ">= 0.5", s_two, ClaimVerdict.NotShown, "fewer than 3 seeds" },
        { "= 1", s_one, ClaimVerdict.Confirmed, "1.0000 ± 0.0000 = 1 (n 4, all equal)" },
        { "< 1", s_one, ClaimVerdict.Refuted, "" },
        { "< 2", s_one, ClaimVerdict.Confirmed, "1.0000 ± 0.0000 < 2 (n 4, no spread over the seeds)" },
        { "< 2", s_none, ClaimVerdict.NotMeasured, "training loss was not measured" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Judge_ComparesCells(string check, double?[] a, double?[] b, ClaimVerdict verdict, string evidence)
    {
        ClaimResult result = Judge($"\"axis\": \"value\", \"check\": \"{check}\"", a, b);
        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(evidence, result.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Judge_ComparesACellWithANumber(string check, double?[] a, ClaimVerdict verdict, string evidence)
    {
        ClaimResult result = Judge($"\"where\": {{ \"value\": \"a\" }}, \"check\": \"{check}\"", a, s_none);
        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(evidence, result.Evidence, StringComparison.Ordinal);
    }

    /// <summary>One comparison that is otherwise refutes, one that is not shown keeps from confirming; what decides is told first.</summary>
    [Fact]
    public void Judge_NeedsAllComparisons_ToConfirm()
    {
        const string Check = "\"axis\": \"value\", \"check\": \"a < b, c\"";
        Assert.Equal(ClaimVerdict.Confirmed, Judge(Check, s_low, s_high, s_high).Verdict);
        Assert.Equal(ClaimVerdict.NotShown, Judge(Check, s_low, s_high, s_near).Verdict);
        Assert.Equal(ClaimVerdict.NotShown, Judge(Check, s_low, s_high, s_none).Verdict);
        ClaimResult refuted = Judge(Check, s_high, [9.05, 9.2, 9.25, 9.1], s_low);
        Assert.Equal(ClaimVerdict.Refuted, refuted.Verdict);
        Assert.StartsWith("a 9.1500 ± 0.1291 > c 1.1125 ± 0.0854 (n 4, p below 0.0001); a ", refuted.Evidence, StringComparison.Ordinal);
        Assert.EndsWith("c – (n 4 and 0, not measured)", Judge("\"axis\": \"value\", \"check\": \"a < b, c\"", s_low, s_high, s_none).Evidence.Split("; ")[0],
            StringComparison.Ordinal);
    }

    /// <summary>A p of 0.03 by itself is one of 0.06 where two are tested.</summary>
    [Fact]
    public void Judge_CorrectsForTheComparisonsOfTheClaim()
    {
        double?[] zero = [0, 0.001, 0, 0.001], apart = [1, 2, 3, 1.2];
        Assert.Equal(ClaimVerdict.Confirmed, Judge("\"axis\": \"value\", \"check\": \"a < b\"", zero, apart, apart).Verdict);
        Assert.Equal(ClaimVerdict.NotShown, Judge("\"axis\": \"value\", \"check\": \"a < b, c\"", zero, apart, apart).Verdict);
    }

    [Fact]
    public void Judge_TellsWhatDecides_AndCountsTheRest()
    {
        ClaimResult result = Judge("\"axis\": \"value\", \"check\": \"a < b, c, d, e, f, g\"", s_low, s_high, s_high, s_near, s_high, s_high, s_near);
        Assert.Equal(ClaimVerdict.NotShown, result.Verdict);
        string[] parts = result.Evidence.Split("; ");
        Assert.Equal(["d", "g", "b", "c"], parts[..4].Select(part => part.Split(' ')[5]));
        Assert.Equal("2 more: 2 as claimed", parts[4]);
    }

    [Fact]
    public void Judge_SaysWhy_WhereNothingIsChecked()
    {
        Study study = Study("{ \"text\": \"It runs.\", \"note\": \"by hand\" }", 1);
        ClaimResult result = Assert.Single(Results(study, [s_low]).Claims);
        Assert.Equal((ClaimVerdict.NotMeasured, "by hand", "not measured"), (result.Verdict, result.Evidence, result.Word));
    }

    static ClaimResult Judge(string check, params double?[][] losses) => Assert.Single(
        Results(Study($"{{ \"text\": \"t\", \"figure\": \"trainingLoss\", {check} }}", losses.Length), losses).Claims);

    static StudyResult Results(Study study, double?[][] losses) => new(study, "", [.. study.Cells.Zip(losses, (cell, values) =>
        new CellResult(cell, [.. values.Select(loss => loss is { } one ? Trained(one) : null)]))], isStopped: false);

    static Study Study(string claim, int values) => StudyReader.Read($$"""
        {
          "name": "claims", "title": "Claims", "question": "Do they hold?", "base": { "task": "memory" }, "repeats": 4, "figures": ["trainingLoss"],
          "axes": [{ "name": "value", "values": [{{string.Join(", ", "abcdefg"[..values].Select(name => $"{{ \"name\": \"{name}\", \"set\": {{}} }}"))}}] }],
          "claims": [{{claim}}]
        }
        """, "claims.json");

    static TrialResult Trained(double loss) =>
        new(1, 1, 1, 1, IsSynthetic: false, null, new Dictionary<string, double> { ["trainingLoss"] = loss }, new Dictionary<string, double[]>());
}
