namespace Unroll.Studies.Grid;

/// <summary>How cells are compared, in words for the reader of a table.</summary>
public static class ComparisonNote
{
    /// <summary>In a line.</summary>
    public const string Short = "Compared seed by seed (paired t-test), corrected by Holm's method for all pairs of cells; fewer than 3 seeds are not tested.";

    /// <summary>How claims are judged, in a paragraph.</summary>
    public const string Claims =
        "A claim is confirmed where every comparison that it rests on is significant (95 %) or the same in all trainings, refuted where one is significantly "
        + "otherwise, and not shown where neither is so or there are fewer than three seeds; p is corrected by Holm's method for the comparisons of the claim.";

    /// <summary>In a paragraph.</summary>
    public const string Long =
        "Cells are compared seed by seed: a paired t-test over the seeds that both have, Welch's t-test where they share fewer than three, none of fewer than "
        + "three trainings or of trainings that do not spread. p is corrected by Holm's method for all pairs of the cells that are compared, and a difference "
        + "is significant where it is below 0.05; the intervals are those of each difference by itself, without the correction.";
}
