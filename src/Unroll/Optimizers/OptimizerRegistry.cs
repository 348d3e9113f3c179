using System.Text.Json;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Optimizers by name, in Keras' spelling; "amsgrad" is Adam with <see cref="Adam.AmsGrad"/>.</summary>
public static class OptimizerRegistry
{
    static Registry<Func<LearningRateSchedule, ConfigurationReader, Optimizer>> Entries { get; } = new("optimizer",
        ("sgd", (rate, options) => new Sgd(rate, options)),
        ("adagrad", (rate, options) => new Adagrad(rate, options)),
        ("adadelta", (rate, options) => new Adadelta(rate, options)),
        ("rmsprop", (rate, options) => new RmsProp(rate, options)),
        ("adam", (rate, options) => new Adam(rate, options)),
        ("amsgrad", (rate, options) => new Adam(rate, options) { AmsGrad = true }),
        ("adamw", (rate, options) => new AdamW(rate, options)),
        ("adamax", (rate, options) => new AdaMax(rate, options)),
        ("nadam", (rate, options) => new Nadam(rate, options)),
        ("muon", (rate, options) => new Muon(rate, options)));

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates an optimizer from a spec such as <c>rmsprop:momentum=0.9,centered=true</c>.</summary>
    /// <param name="spec">A name, and its hyperparameters using Keras' names.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="globalClipNorm">The largest norm of all gradients together, unless the spec says how they are clipped; null for no clipping.</param>
    /// <exception cref="ArgumentException">The name is unknown or a number is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">A hyperparameter is unknown or no number.</exception>
    public static Optimizer Create(string spec, LearningRateSchedule learningRate, float? globalClipNorm = null)
    {
        Spec parsed = Spec.Parse(spec);
        string[] clips = ["clipvalue", "clipnorm", "global_clipnorm"];
        if (globalClipNorm is { } limit && !clips.Any(parsed.Options.Has))
            parsed = parsed.With("global_clipnorm", limit);
        return parsed.Create(Entries, make => make(learningRate, parsed.Options));
    }

    /// <summary>Creates an optimizer from what it says of itself.</summary>
    /// <exception cref="InvalidDataException">The optimizer or an option is unknown.</exception>
    internal static Optimizer Read(JsonElement value, string source)
    {
        Spec spec = Spec.Read(value, "optimizer", source);
        LearningRateSchedule rate = SavedSchedule.Read(spec.Options.Element("learning_rate"), source);
        return spec.Create(Entries, make => make(rate, spec.Options));
    }
}
