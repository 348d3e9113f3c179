namespace Unroll.Studies.Grid;

/// <summary>Receives progress notifications of a running study; one call at a time.</summary>
public interface IStudyListener
{
    /// <summary>Before an encoder is pretrained; that comes before <see cref="OnStart"/>.</summary>
    /// <param name="encoder">Which one, and what will be done.</param>
    void OnEncoder(EncoderPlan encoder)
    {
    }

    /// <summary>Before the first training.</summary>
    /// <param name="progress">How far it is, at any time.</param>
    void OnStart(StudyProgress progress);

    /// <summary>A training ended, or was found done.</summary>
    /// <param name="trial">Which.</param>
    /// <param name="result">Its result.</param>
    /// <param name="isNew">Whether it was trained now.</param>
    void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew);
}
