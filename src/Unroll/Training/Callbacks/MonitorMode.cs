namespace Unroll.Training.Callbacks;

/// <summary>Which way a watched figure gets better.</summary>
public enum MonitorMode
{
    /// <summary>As <see cref="Metrics.MetricDirections"/> knows it; an unknown metric is an error, not a guess.</summary>
    Auto,

    /// <summary>It falls.</summary>
    Min,

    /// <summary>It rises.</summary>
    Max,
}
