namespace Unroll.Studies.Tuning;

/// <summary>How trials that fall behind are stopped early.</summary>
public enum Stopping
{
    /// <summary>Not at all: every trial is trained to its end.</summary>
    None,

    /// <summary>By asynchronous successive halving: of so many trials at a rung one goes on.</summary>
    Asha,

    /// <summary>By the median of the trials before.</summary>
    Median,
}
