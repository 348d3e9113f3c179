using Unroll.Arguments;
using Unroll.Naming;

namespace Unroll.Schedules;

/// <summary>
/// Schedules by name, laid out for a whole run: "constant", or a warm-up over a twentieth of the run, at most 100 steps, and a fall to a hundredth of the rate.
/// Options, using Keras' names where it has one, change that: warmup_steps for any but "one_cycle", which has a rise of its own and PyTorch's options; steps
/// are counted, and boundaries lie, after the warm-up.
/// </summary>
public static class ScheduleRegistry
{
    const double Last = 0.01;

    delegate LearningRateSchedule ScheduleFactory(ConfigurationReader options, double learningRate, long steps);

    static Registry<ScheduleFactory> Entries { get; } = new("schedule",
    [
        ("constant", (options, rate, steps) => WarmUp(options, 0, _ => new ConstantRate((float)rate))),
        .. Falling("cosine", "cosine_decay", (options, rate, steps) =>
            new CosineDecay(rate, options.LongInteger("decay_steps", steps)) { Alpha = options.Number("alpha", Last) }),
        .. Falling("cosine_restarts", "cosine_decay_restarts", (options, rate, steps) =>
            new CosineDecayRestarts(rate, options.LongInteger("first_decay_steps", Part(steps, 1.0 / 7)))
        {
            LengthFactor = options.Number("t_mul", 2), RateFactor = options.Number("m_mul", 1), Alpha = options.Number("alpha", Last),
        }),
        .. Falling("exponential", "exponential_decay", (options, rate, steps) =>
            new ExponentialDecay(rate, options.LongInteger("decay_steps", steps),
                options.Number("decay_rate", Last)) { Staircase = options.Flag("staircase", false) }),
        .. Falling("inverse_time", "inverse_time_decay", (options, rate, steps) =>
            new InverseTimeDecay(rate, options.LongInteger("decay_steps", steps),
                options.Number("decay_rate", (1 / Last) - 1)) { Staircase = options.Flag("staircase", false) }),
        ("one_cycle", (options, rate, steps) => new OneCycle(rate, options.LongInteger("total_steps", steps))
        {
            RisingPart = options.Number("pct_start", 0.3), DivFactor = options.Number("div_factor", 25),
            FinalDivFactor = options.Number("final_div_factor", 1e4), IsLinear = options.Flag("linear", false),
        }),
        .. Falling("piecewise_constant", "piecewise_constant_decay", Piecewise),
        .. Falling("polynomial", "polynomial_decay", (options, rate, steps) => new PolynomialDecay(rate, options.LongInteger("decay_steps", steps))
        {
            EndLearningRate = options.Number("end_learning_rate", rate * Last), Power = options.Number("power", 1), Cycle = options.Flag("cycle", false),
        }),
    ]);

    /// <summary>All names, of each schedule the short one and Keras'.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates a schedule from a spec such as <c>exponential:decay_steps=1000,decay_rate=0.5</c>.</summary>
    /// <param name="spec">A name, and options.</param>
    /// <param name="learningRate">The largest rate.</param>
    /// <param name="steps">Steps of the whole run.</param>
    /// <exception cref="ArgumentException">The name is unknown or a number is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown or no number.</exception>
    public static LearningRateSchedule Create(string spec, double learningRate, long steps)
    {
        Spec parsed = Spec.Parse(spec);
        return parsed.Create(Entries, make => make(parsed.Options, learningRate, steps));
    }

    static (string Name, ScheduleFactory Create)[] Falling(string name, string keras, ScheduleFactory fall)
    {
        ScheduleFactory make = (options, rate, steps) => WarmUp(options, Math.Min(100, steps / 20), warmup => fall(options, rate, Math.Max(1, steps - warmup)));
        return [(name, make), (keras, make)];
    }

    static LearningRateSchedule WarmUp(ConfigurationReader options, long usual, Func<long, LearningRateSchedule> schedule)
    {
        long warmup = Argument.AtLeast(0, options.LongInteger("warmup_steps", usual), "warmup_steps");
        return warmup == 0 ? schedule(0) : new LinearWarmup(schedule(warmup), warmup);
    }

    /// <summary>The rate, a tenth of it after half of the steps, a hundredth after three quarters; or boundaries=100/200,values=0.1/0.01/0.001.</summary>
    static PiecewiseConstantDecay Piecewise(ConfigurationReader options, double rate, long steps)
    {
        double[] boundaries = options.OptionalNumbers("boundaries") ?? [Part(steps, 0.5), Part(steps, 0.5) + Part(steps, 0.25)];
        double[] values = options.OptionalNumbers("values") ?? [rate, rate * 0.1, rate * Last];
        return new PiecewiseConstantDecay([.. boundaries.Select(boundary => (long)boundary)], values);
    }

    /// <summary>A part of the steps, at least one; seven sevenths of restarts are periods of 1, 2 and 4.</summary>
    static long Part(long steps, double share) => Math.Max(1, (long)Math.Ceiling(steps * share));
}
