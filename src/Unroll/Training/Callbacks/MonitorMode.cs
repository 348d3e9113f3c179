namespace Unroll.Training.Callbacks;

/// <summary>Which way a watched figure gets better.</summary>
public enum MonitorMode
{
    /// <summary>By its name: losses and errors fall, accuracies rise; an unknown name is an error, not a guess.</summary>
    Auto,

    /// <summary>It falls.</summary>
    Min,

    /// <summary>It rises.</summary>
    Max,
}
