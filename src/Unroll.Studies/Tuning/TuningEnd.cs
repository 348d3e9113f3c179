namespace Unroll.Studies.Tuning;

/// <summary>Why a tuning ended.</summary>
public enum TuningEnd
{
    /// <summary>All its trials are done, or there is nothing left to try.</summary>
    Done,

    /// <summary>Its time was over; it can be resumed.</summary>
    Budget,

    /// <summary>It was stopped; it can be resumed.</summary>
    Stopped,
}
