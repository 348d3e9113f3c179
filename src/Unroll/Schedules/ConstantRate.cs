namespace Unroll.Schedules;

/// <summary>The same rate at every step.</summary>
public sealed class ConstantRate : LearningRateSchedule
{
    /// <summary>A constant rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not a number.</exception>
    public ConstantRate(float rate)
    {
        if (!(rate >= 0 && float.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A learning rate is a number that is not negative.");
        Rate = rate;
    }

    /// <summary>The rate.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override double At(long step) => Rate;
}
