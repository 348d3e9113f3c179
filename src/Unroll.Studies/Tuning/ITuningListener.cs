namespace Unroll.Studies.Tuning;

/// <summary>Receives progress notifications of a running tuning; one call at a time.</summary>
public interface ITuningListener
{
    /// <summary>Before the first training.</summary>
    /// <param name="progress">How far it is, at any time.</param>
    void OnStart(TuningProgress progress);

    /// <summary>A trial was measured at a rung.</summary>
    void OnMeasured(TuningJob job);
}
