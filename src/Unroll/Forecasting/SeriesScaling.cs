namespace Unroll.Forecasting;

/// <summary>How the columns of series are scaled by numbers of the training part, the same ones for all series.</summary>
public enum SeriesScaling
{
    /// <summary>(x − mean) / standard deviation.</summary>
    Standard,

    /// <summary>(x − least) / (most − least).</summary>
    MinMax,

    /// <summary>As they are.</summary>
    None,
}
