namespace Unroll.Forecasting;

/// <summary>The regular times of a series: when it begins, and how far its values lie apart.</summary>
/// <param name="Start">The time of the first value.</param>
/// <param name="Step">From one value to the next.</param>
public sealed record TimeIndex(DateTime Start, TimeStep Step)
{
    /// <summary>From one value to the next.</summary>
    /// <exception cref="ArgumentException">The step is none, as that of <c>default(TimeStep)</c>.</exception>
    public TimeStep Step { get; init => field = Known(value); } = Known(Step);

    /// <summary>The time of a value, which may lie before the first or after the last one.</summary>
    /// <param name="index">Which value, from 0.</param>
    public DateTime this[int index] => Step.After(Start, index);

    /// <summary>The same times, counted from another value on.</summary>
    /// <param name="index">The value that becomes the first.</param>
    public TimeIndex From(int index) => this with { Start = this[index] };

    static TimeStep Known(TimeStep step) => step != default ? step : throw new ArgumentException(
        $"The step is none; {nameof(TimeStep)}.{nameof(TimeStep.Hour)}, {nameof(TimeStep)}.{nameof(TimeStep.Of)} or another one is expected.", nameof(step));
}
