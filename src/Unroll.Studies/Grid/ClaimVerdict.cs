namespace Unroll.Studies.Grid;

/// <summary>What the figures of a study say of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>All that it says is significant, or the same in every training.</summary>
    Confirmed,

    /// <summary>Something that it says is significantly otherwise.</summary>
    Refuted,

    /// <summary>The figures say neither: a difference is not significant, or there are fewer than three seeds.</summary>
    NotShown,

    /// <summary>No figure of the study decides it.</summary>
    NotMeasured,
}
