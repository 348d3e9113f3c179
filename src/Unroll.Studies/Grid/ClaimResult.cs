using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>A claim beside the figures of its study.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">What the figures say of it.</param>
/// <param name="Evidence">These figures, or why there are none, in one line.</param>
public sealed record ClaimResult(Claim Claim, ClaimVerdict Verdict, string Evidence)
{
    /// <summary>Comparisons that are told one by one; of others the number.</summary>
    const int MostTold = 4;

    /// <summary>The verdict in words.</summary>
    public string Word => Verdict switch
    {
        ClaimVerdict.Confirmed => "confirmed",
        ClaimVerdict.Refuted => "refuted",
        ClaimVerdict.NotShown => "not shown",
        _ => "not measured",
    };

    /// <summary>
    /// Judges a claim by the results of its study: refuted by one comparison that is significantly otherwise, confirmed by all of them together. Their p are
    /// corrected by Holm's method for all comparisons of the claim.
    /// </summary>
    internal static ClaimResult Judge(Claim claim, Study study, IReadOnlyList<CellResult> cells)
    {
        if (claim.Checks.Count == 0)
            return new ClaimResult(claim, ClaimVerdict.NotMeasured, claim.Note.Length > 0 ? claim.Note : "the study has no figure for it");
        ClaimComparison[] comparisons = [.. claim.Checks.SelectMany(check => check.Compare(study, cells))];
        if (comparisons.All(comparison => comparison.Difference is null))
            return new ClaimResult(claim, ClaimVerdict.NotMeasured, $"{MetricText.Name(claim.Checks[0].Metric)} was not measured");
        double[] corrected = Holm.Correct([.. comparisons.Select(comparison => comparison.Difference?.P ?? double.NaN)]);
        (bool? IsAsClaimed, string Text)[] told = [.. comparisons.Zip(corrected, (comparison, p) => (comparison.IsAsClaimed(p), comparison.Text(p)))];
        ClaimVerdict verdict = told.Any(one => one.IsAsClaimed == false) ? ClaimVerdict.Refuted
            : told.All(one => one.IsAsClaimed == true) ? ClaimVerdict.Confirmed
            : ClaimVerdict.NotShown;
        string note = claim.Note.Length == 0 ? "" : $"; {claim.Note}";
        return new ClaimResult(claim, verdict, Tell(told) + note);
    }

    /// <summary>What decides comes first: what speaks against the claim, then what is not shown.</summary>
    static string Tell((bool? IsAsClaimed, string Text)[] comparisons)
    {
        (bool? IsAsClaimed, string Text)[] sorted = [.. comparisons.OrderBy(one => one.IsAsClaimed switch { false => 0, null => 1, true => 2 })];
        if (sorted.Length <= MostTold + 1)
            return string.Join("; ", sorted.Select(one => one.Text));
        (bool? IsAsClaimed, string Text)[] others = sorted[MostTold..];
        string Count(bool? kind, string words) => others.Count(one => one.IsAsClaimed == kind) is > 0 and int count ? $"{count} {words}" : "";
        string[] counts = [.. new[] { Count(false, "against it"), Count(null, "not shown"), Count(true, "as claimed") }.Where(text => text.Length > 0)];
        return $"{string.Join("; ", sorted[..MostTold].Select(one => one.Text))}; {others.Length} more: {string.Join(", ", counts)}";
    }
}
