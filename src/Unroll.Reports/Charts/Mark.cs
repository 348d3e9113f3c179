namespace Unroll.Reports.Charts;

/// <summary>How a series is drawn.</summary>
enum Mark
{
    /// <summary>A line, with a band where points have ends.</summary>
    Line,

    /// <summary>Points, with error bars where they have ends.</summary>
    Points,

    /// <summary>Bars from 0, with error bars where points have ends.</summary>
    Bars,
}
