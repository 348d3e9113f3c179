using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Makes an optimizer with Keras' defaults for the rest.</summary>
/// <param name="learningRate">The rate.</param>
/// <param name="globalClipNorm">The largest norm of all gradients together; null for no clipping.</param>
public delegate Optimizer OptimizerFactory(LearningRateSchedule learningRate, float? globalClipNorm = null);

/// <summary>Optimizers by name, in Keras' spelling; "amsgrad" is Adam with <see cref="Adam.AmsGrad"/>.</summary>
public static class OptimizerCatalogue
{
    /// <summary>All names: <c>OptimizerCatalogue.Entries.Create("rmsprop")(0.001f, globalClipNorm: 1)</c>.</summary>
    public static Catalogue<OptimizerFactory> Entries { get; } = new("optimizer",
        ("sgd", () => (rate, clip) => new Sgd { LearningRate = rate, GlobalClipNorm = clip }),
        ("adagrad", () => (rate, clip) => new Adagrad { LearningRate = rate, GlobalClipNorm = clip }),
        ("adadelta", () => (rate, clip) => new Adadelta { LearningRate = rate, GlobalClipNorm = clip }),
        ("rmsprop", () => (rate, clip) => new RmsProp { LearningRate = rate, GlobalClipNorm = clip }),
        ("adam", () => (rate, clip) => new Adam { LearningRate = rate, GlobalClipNorm = clip }),
        ("amsgrad", () => (rate, clip) => new Adam { LearningRate = rate, GlobalClipNorm = clip, AmsGrad = true }),
        ("adamw", () => (rate, clip) => new AdamW { LearningRate = rate, GlobalClipNorm = clip }),
        ("adamax", () => (rate, clip) => new AdaMax { LearningRate = rate, GlobalClipNorm = clip }),
        ("nadam", () => (rate, clip) => new Nadam { LearningRate = rate, GlobalClipNorm = clip }));
}
