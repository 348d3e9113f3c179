namespace Unroll.Training;

/// <summary>How a training ended: <see cref="History.Outcome"/>.</summary>
public enum TrainingOutcome
{
    /// <summary>All its epochs or steps were made.</summary>
    Completed,

    /// <summary>It was ended before, by a callback, by <see cref="Trainer.Stop"/> or by cancellation.</summary>
    Stopped,

    /// <summary>A loss, a gradient or a weight became NaN or infinite; <see cref="History.Failure"/> says which.</summary>
    Failed,

    /// <summary>All its last losses were above the first one by far: it has made the model worse than no training.</summary>
    Diverged,
}
