using System.Globalization;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Makes an optimizer with Keras' defaults for what is not set.</summary>
/// <param name="learningRate">The rate.</param>
/// <param name="settings">Hyperparameters by Keras' names; null for none.</param>
public delegate Optimizer OptimizerFactory(LearningRateSchedule learningRate, Choice? settings = null);

/// <summary>Optimizers by name, in Keras' spelling; "amsgrad" is Adam with <see cref="Adam.AmsGrad"/>.</summary>
public static class OptimizerCatalogue
{
    /// <summary>All names: <c>OptimizerCatalogue.Entries.Create("rmsprop")(0.001f)</c>.</summary>
    public static Catalogue<OptimizerFactory> Entries { get; } = new("optimizer",
        ("sgd", () => Of((rate, settings) => new Sgd(rate, settings))),
        ("adagrad", () => Of((rate, settings) => new Adagrad(rate, settings))),
        ("adadelta", () => Of((rate, settings) => new Adadelta(rate, settings))),
        ("rmsprop", () => Of((rate, settings) => new RmsProp(rate, settings))),
        ("adam", () => Of((rate, settings) => new Adam(rate, settings))),
        ("amsgrad", () => Of((rate, settings) => new Adam(rate, settings) { AmsGrad = true })),
        ("adamw", () => Of((rate, settings) => new AdamW(rate, settings))),
        ("adamax", () => Of((rate, settings) => new AdaMax(rate, settings))),
        ("nadam", () => Of((rate, settings) => new Nadam(rate, settings))));

    /// <summary>Makes an optimizer from a line such as <c>rmsprop:momentum=0.9,centered=true</c>.</summary>
    /// <param name="line">A name, and its hyperparameters by Keras' names.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="globalClipNorm">The largest norm of all gradients together, unless the line says how they are clipped; null for no clipping.</param>
    /// <exception cref="ArgumentException">A name is unknown or a number cannot be; the message says what would be right.</exception>
    public static Optimizer Create(string line, LearningRateSchedule learningRate, float? globalClipNorm = null)
    {
        Choice choice = Choice.Parse(line);
        if (globalClipNorm is { } limit && !choice.Has("clipvalue") && !choice.Has("clipnorm"))
            choice.Default("global_clipnorm", limit.ToString(CultureInfo.InvariantCulture));
        return choice.Make(Entries, make => make(learningRate, choice));
    }

    static OptimizerFactory Of(Func<LearningRateSchedule, Choice, Optimizer> make) => (rate, settings) => make(rate, settings ?? Choice.Parse(""));
}
