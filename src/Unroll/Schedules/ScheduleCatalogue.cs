using Unroll.Naming;

namespace Unroll.Schedules;

/// <summary>Makes a schedule for a run.</summary>
/// <param name="settings">What differs from the layout for a whole run.</param>
/// <param name="learningRate">The largest rate.</param>
/// <param name="steps">Steps of the whole run.</param>
public delegate LearningRateSchedule ScheduleFactory(Choice settings, double learningRate, long steps);

/// <summary>
/// Schedules by name, laid out for a whole run: "constant", or a warm-up over a twentieth of the run, at most 100 steps, and a fall to a hundredth of the rate.
/// Settings, by Keras' names where it has one, change that: warmup_steps for any; steps are counted, and boundaries lie, after the warm-up.
/// </summary>
public static class ScheduleCatalogue
{
    const double Last = 0.01;

    /// <summary>All names.</summary>
    public static Catalogue<ScheduleFactory> Entries { get; } = new("schedule",
        ("constant", () => (settings, rate, steps) => WarmUp(settings, 0, _ => new ConstantRate((float)rate))),
        ("cosine", () => Falling((settings, rate, steps) =>
            new CosineDecay(rate, settings.Whole("decay_steps", steps)) { Alpha = settings.Number("alpha", Last) })),
        ("cosine_restarts", () => Falling((settings, rate, steps) => new CosineDecayRestarts(rate, settings.Whole("first_decay_steps", Part(steps, 1.0 / 7)))
        {
            LengthFactor = settings.Number("t_mul", 2), RateFactor = settings.Number("m_mul", 1), Alpha = settings.Number("alpha", Last),
        })),
        ("exponential", () => Falling((settings, rate, steps) => new ExponentialDecay(rate, settings.Whole("decay_steps", steps), settings.Number("decay_rate", Last))
        {
            Staircase = settings.Flag("staircase"),
        })),
        ("inverse_time", () => Falling((settings, rate, steps) =>
            new InverseTimeDecay(rate, settings.Whole("decay_steps", steps), settings.Number("decay_rate", (1 / Last) - 1)) { Staircase = settings.Flag("staircase") })),
        ("piecewise_constant", () => Falling(Piecewise)),
        ("polynomial", () => Falling((settings, rate, steps) => new PolynomialDecay(rate, settings.Whole("decay_steps", steps))
        {
            EndLearningRate = settings.Number("end_learning_rate", rate * Last), Power = settings.Number("power", 1), Cycle = settings.Flag("cycle"),
        })));

    /// <summary>Makes a schedule from a line such as <c>exponential:decay_steps=1000,decay_rate=0.5</c>.</summary>
    /// <param name="line">A name, and settings.</param>
    /// <param name="learningRate">The largest rate.</param>
    /// <param name="steps">Steps of the whole run.</param>
    /// <exception cref="ArgumentException">A name is unknown or a number cannot be; the message says what would be right.</exception>
    public static LearningRateSchedule Create(string line, double learningRate, long steps)
    {
        Choice choice = Choice.Parse(line);
        return choice.Make(Entries, make => make(choice, learningRate, steps));
    }

    static ScheduleFactory Falling(ScheduleFactory fall) => (settings, rate, steps) =>
        WarmUp(settings, Math.Min(100, steps / 20), warmup => fall(settings, rate, Math.Max(1, steps - warmup)));

    static LearningRateSchedule WarmUp(Choice settings, long usual, Func<long, LearningRateSchedule> schedule)
    {
        long warmup = ScheduleArgument.StepsOrNone(settings.Whole("warmup_steps", usual), "warmup_steps");
        return warmup == 0 ? schedule(0) : new LinearWarmup(schedule(warmup), warmup);
    }

    /// <summary>The rate, a tenth of it after half of the steps, a hundredth after three quarters; or boundaries=100/200,values=0.1/0.01/0.001.</summary>
    static PiecewiseConstantDecay Piecewise(Choice settings, double rate, long steps)
    {
        double[] boundaries = settings.Numbers("boundaries") ?? [Part(steps, 0.5), Part(steps, 0.5) + Part(steps, 0.25)];
        double[] values = settings.Numbers("values") ?? [rate, rate * 0.1, rate * Last];
        return new PiecewiseConstantDecay([.. boundaries.Select(boundary => (long)boundary)], values);
    }

    /// <summary>A part of the steps, at least one; seven sevenths of restarts are periods of 1, 2 and 4.</summary>
    static long Part(long steps, double share) => Math.Max(1, (long)Math.Ceiling(steps * share));
}
