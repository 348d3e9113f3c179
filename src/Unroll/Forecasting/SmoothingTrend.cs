namespace Unroll.Forecasting;

/// <summary>What exponential smoothing assumes of the trend of a series.</summary>
public enum SmoothingTrend
{
    /// <summary>None: simple exponential smoothing, whose forecast is flat.</summary>
    None,

    /// <summary>A slope that goes on (Holt, 1957).</summary>
    Additive,

    /// <summary>A slope that fades, by the factor φ in each step (Gardner and McKenzie, 1985).</summary>
    Damped,
}
