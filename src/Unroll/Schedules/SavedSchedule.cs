using System.Text.Json;
using Unroll.Naming;

namespace Unroll.Schedules;

/// <summary>
/// The learning rate in the file of a compiled model: a number, or a schedule with all its options, as <see cref="ScheduleRegistry"/> lays schedules out for a
/// run.
/// </summary>
static class SavedSchedule
{
    const string Rate = "initial_learning_rate";
    const string Steps = "decay_steps";

    static Registry<Func<ConfigurationReader, LearningRateSchedule>> Entries { get; } = new("schedule",
        ("cosine_decay", options => new CosineDecay(options.Number(Rate), options.LongInteger(Steps, 1))
        {
            Alpha = options.Number("alpha"), WarmupTarget = options.OptionalNumber("warmup_target"), WarmupSteps = options.LongInteger("warmup_steps", 0),
        }),
        ("cosine_decay_restarts", options => new CosineDecayRestarts(options.Number(Rate), options.LongInteger("first_decay_steps", 1))
        {
            LengthFactor = options.Number("t_mul"), RateFactor = options.Number("m_mul"), Alpha = options.Number("alpha"),
        }),
        ("exponential_decay", options => new ExponentialDecay(options.Number(Rate), options.LongInteger(Steps, 1), options.Number("decay_rate"))
        {
            Staircase = options.Flag("staircase", false),
        }),
        ("inverse_time_decay", options => new InverseTimeDecay(options.Number(Rate), options.LongInteger(Steps, 1), options.Number("decay_rate"))
        {
            Staircase = options.Flag("staircase", false),
        }),
        ("linear_warmup", options => new LinearWarmup(Read(options.Element("schedule"), options.Source), options.LongInteger("warmup_steps", 0))
        {
            InitialLearningRate = options.Number(Rate),
        }),
        ("one_cycle", options => new OneCycle(options.Number("max_learning_rate"), options.LongInteger("total_steps", 1))
        {
            RisingPart = options.Number("pct_start"), DivFactor = options.Number("div_factor"), FinalDivFactor = options.Number("final_div_factor"),
            IsLinear = options.Flag("linear", false),
        }),
        ("piecewise_constant_decay", options => new PiecewiseConstantDecay(
            [.. (options.OptionalNumbers("boundaries") ?? []).Select(step => (long)step)], options.OptionalNumbers("values"))),
        ("polynomial_decay", options => new PolynomialDecay(options.Number(Rate), options.LongInteger(Steps, 1))
        {
            EndLearningRate = options.Number("end_learning_rate"), Power = options.Number("power"), Cycle = options.Flag("cycle", false),
        }));

    /// <exception cref="InvalidDataException">The value is neither a rate nor a schedule.</exception>
    public static LearningRateSchedule Read(JsonElement value, string source) => value.ValueKind == JsonValueKind.Number
        ? new ConstantRate((float)value.GetDouble())
        : Spec.Read(value, "learning_rate", source).Create(Entries);
}
