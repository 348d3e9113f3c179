namespace Unroll.Forecasting;

/// <summary>How the targets of a window are scaled by its own values, the forecast by the same numbers: for series of different or drifting levels.</summary>
public enum WindowScaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Less the window's last value.</summary>
    Last,

    /// <summary>(x − mean) / standard deviation of the window (Kim et al., 2022).</summary>
    Standard,
}
