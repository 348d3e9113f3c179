namespace Unroll.Parameters;

/// <summary>Which extents of a parameter its variance is scaled by.</summary>
public enum FanMode
{
    /// <summary>The number of inputs.</summary>
    FanIn,

    /// <summary>The number of outputs.</summary>
    FanOut,

    /// <summary>The mean of inputs and outputs.</summary>
    FanAverage,
}
