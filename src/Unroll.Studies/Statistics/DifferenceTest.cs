namespace Unroll.Studies.Statistics;

/// <summary>How the difference of two means is tested.</summary>
public enum DifferenceTest
{
    /// <summary>Not at all: there are fewer than three trainings, or they do not spread.</summary>
    None,

    /// <summary>Student's t of the differences, seed by seed.</summary>
    Paired,

    /// <summary>Welch's t of separate trainings.</summary>
    Welch,
}
