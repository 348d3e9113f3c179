using Unroll.Naming;

namespace Unroll.Losses;

/// <summary>The losses under Keras' names, its short ones too.</summary>
public static class LossCatalogue
{
    /// <summary>From names to losses with Keras' defaults.</summary>
    public static Catalogue<Loss> Losses { get; } = new(
        "loss",
        ("categorical_crossentropy", () => new CategoricalCrossentropy()),
        ("sparse_categorical_crossentropy", () => new SparseCategoricalCrossentropy()),
        ("binary_crossentropy", () => new BinaryCrossentropy()),
        ("bce", () => new BinaryCrossentropy()),
        ("mean_squared_error", () => new MeanSquaredError()),
        ("mse", () => new MeanSquaredError()),
        ("mean_absolute_error", () => new MeanAbsoluteError()),
        ("mae", () => new MeanAbsoluteError()),
        ("mean_absolute_percentage_error", () => new MeanAbsolutePercentageError()),
        ("mape", () => new MeanAbsolutePercentageError()),
        ("mean_squared_logarithmic_error", () => new MeanSquaredLogarithmicError()),
        ("msle", () => new MeanSquaredLogarithmicError()),
        ("huber", () => new Huber()),
        ("log_cosh", () => new LogCosh()),
        ("logcosh", () => new LogCosh()),
        ("kl_divergence", () => new KLDivergence()),
        ("kld", () => new KLDivergence()),
        ("poisson", () => new Poisson()),
        ("cosine_similarity", () => new CosineSimilarity()));
}
