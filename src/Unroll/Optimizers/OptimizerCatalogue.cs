using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Makes an optimizer with Keras' defaults for what is not set.</summary>
/// <param name="learningRate">The rate.</param>
/// <param name="options">Hyperparameters by Keras' names; null for none.</param>
public delegate Optimizer OptimizerFactory(LearningRateSchedule learningRate, ConfigurationReader? options = null);

/// <summary>Optimizers by name, in Keras' spelling; "amsgrad" is Adam with <see cref="Adam.AmsGrad"/>.</summary>
public static class OptimizerCatalogue
{
    /// <summary>All names: <c>OptimizerCatalogue.Entries.Create("rmsprop")(0.001f)</c>.</summary>
    public static Catalogue<OptimizerFactory> Entries { get; } = new("optimizer",
        ("sgd", () => Of((rate, options) => new Sgd(rate, options))),
        ("adagrad", () => Of((rate, options) => new Adagrad(rate, options))),
        ("adadelta", () => Of((rate, options) => new Adadelta(rate, options))),
        ("rmsprop", () => Of((rate, options) => new RmsProp(rate, options))),
        ("adam", () => Of((rate, options) => new Adam(rate, options))),
        ("amsgrad", () => Of((rate, options) => new Adam(rate, options) { AmsGrad = true })),
        ("adamw", () => Of((rate, options) => new AdamW(rate, options))),
        ("adamax", () => Of((rate, options) => new AdaMax(rate, options))),
        ("nadam", () => Of((rate, options) => new Nadam(rate, options))));

    /// <summary>Makes an optimizer from a line such as <c>rmsprop:momentum=0.9,centered=true</c>.</summary>
    /// <param name="line">A name, and its hyperparameters by Keras' names.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="globalClipNorm">The largest norm of all gradients together, unless the line says how they are clipped; null for no clipping.</param>
    /// <exception cref="ArgumentException">The name is unknown or a number is not possible; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">A hyperparameter is unknown or no number.</exception>
    public static Optimizer Create(string line, LearningRateSchedule learningRate, float? globalClipNorm = null)
    {
        Choice choice = Choice.Parse(line);
        string[] clips = ["clipvalue", "clipnorm", "global_clipnorm"];
        if (globalClipNorm is { } limit && !clips.Any(choice.Options.Has))
            choice = choice.With("global_clipnorm", limit);
        return choice.Make(Entries, make => make(learningRate, choice.Options));
    }

    static OptimizerFactory Of(Func<LearningRateSchedule, ConfigurationReader, Optimizer> make) => (rate, options) => make(rate, options ?? Choice.Parse("").Options);
}
