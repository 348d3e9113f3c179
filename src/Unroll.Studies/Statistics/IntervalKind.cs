namespace Unroll.Studies.Statistics;

/// <summary>How the 95 % interval of a mean over trainings is made.</summary>
public enum IntervalKind
{
    /// <summary>There is none: fewer than three trainings, or all of them equal.</summary>
    None,

    /// <summary>Student's t.</summary>
    StudentT,

    /// <summary>Wilson's, of a share: it stays between 0 and 1.</summary>
    Wilson,
}
