using Unroll.Naming;

namespace Unroll.Schedules;

/// <summary>Makes a schedule for a run.</summary>
/// <param name="learningRate">The largest rate.</param>
/// <param name="steps">Steps of the whole run.</param>
public delegate LearningRateSchedule ScheduleFactory(double learningRate, long steps);

/// <summary>
/// Schedules by name, laid out for a whole run: "constant", or a warm-up over a twentieth of the run, at most 100 steps, and a fall to a hundredth of the rate.
/// </summary>
public static class ScheduleCatalogue
{
    const double Last = 0.01;

    /// <summary>All names: <c>ScheduleCatalogue.Entries.Create("cosine")(0.001, 10_000)</c>.</summary>
    public static Catalogue<ScheduleFactory> Entries { get; } = new("schedule",
        ("constant", () => (rate, steps) => (float)rate),
        ("cosine", () => Warm((rate, steps) => new CosineDecay(rate, steps) { Alpha = Last })),
        ("cosine_restarts", () => Warm((rate, steps) => new CosineDecayRestarts(rate, Part(steps, 1.0 / 7)) { Alpha = Last })),
        ("exponential", () => Warm((rate, steps) => new ExponentialDecay(rate, Part(steps, 1), Last))),
        ("inverse_time", () => Warm((rate, steps) => new InverseTimeDecay(rate, Part(steps, 1), (1 / Last) - 1))),
        ("piecewise_constant", () => Warm((rate, steps) =>
            new PiecewiseConstantDecay([Part(steps, 0.5), Part(steps, 0.5) + Part(steps, 0.25)], [rate, rate * 0.1, rate * Last]))),
        ("polynomial", () => Warm((rate, steps) => new PolynomialDecay(rate, Part(steps, 1)) { EndLearningRate = rate * Last })));

    static ScheduleFactory Warm(ScheduleFactory fall) => (rate, steps) =>
    {
        long warmup = Math.Min(100, steps / 20);
        return new LinearWarmup(fall(rate, steps - warmup), warmup);
    };

    /// <summary>A part of the steps, at least one; seven sevenths of restarts are periods of 1, 2 and 4.</summary>
    static long Part(long steps, double share) => Math.Max(1, (long)Math.Ceiling(steps * share));
}
