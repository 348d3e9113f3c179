namespace Unroll.Studies.Runs;

/// <summary>When a run ends: after a number of epochs, or of steps.</summary>
/// <param name="Epochs">Passes over the training part; null where the steps count.</param>
/// <param name="Steps">Updates; null where the epochs count.</param>
public sealed record RunEnd(int? Epochs, long? Steps)
{
    /// <summary>A configuration with this end.</summary>
    public RunConfiguration Of(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration with { Epochs = Epochs ?? configuration.Epochs, Steps = Steps };
    }
}
