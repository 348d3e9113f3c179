using System.Text.Json;
using Unroll.Naming;

namespace Unroll.Losses;

/// <summary>The losses under Keras' names, its short ones too, with Keras' options.</summary>
public static class LossRegistry
{
    static Registry<Func<ConfigurationReader, Loss>> Entries { get; } = new("loss",
        ("categorical_crossentropy", options => new CategoricalCrossentropy { FromLogits = FromLogits(options), LabelSmoothing = LabelSmoothing(options) }),
        ("sparse_categorical_crossentropy", options =>
            new SparseCategoricalCrossentropy { FromLogits = FromLogits(options), LabelSmoothing = LabelSmoothing(options) }),
        ("binary_crossentropy", Binary),
        ("bce", Binary),
        ("mean_squared_error", _ => new MeanSquaredError()),
        ("mse", _ => new MeanSquaredError()),
        ("mean_absolute_error", _ => new MeanAbsoluteError()),
        ("mae", _ => new MeanAbsoluteError()),
        ("mean_absolute_percentage_error", _ => new MeanAbsolutePercentageError()),
        ("mape", _ => new MeanAbsolutePercentageError()),
        ("mean_squared_logarithmic_error", _ => new MeanSquaredLogarithmicError()),
        ("msle", _ => new MeanSquaredLogarithmicError()),
        ("huber", options => new Huber { Delta = options.Single("delta", 1) }),
        ("quantile", options => new QuantileLoss([.. (options.OptionalNumbers("quantiles") ?? []).Select(quantile => (float)quantile)])),
        ("normal", _ => new NormalLikelihood()),
        ("student_t", _ => new StudentTLikelihood()),
        ("negative_binomial", options => new NegativeBinomialLikelihood { Level = options.Single("level", 1) }),
        ("log_cosh", _ => new LogCosh()),
        ("logcosh", _ => new LogCosh()),
        ("kl_divergence", _ => new KLDivergence()),
        ("kld", _ => new KLDivergence()),
        ("poisson", _ => new Poisson()),
        ("cosine_similarity", _ => new CosineSimilarity()));

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates a loss from a spec such as <c>huber:delta=0.5</c>; a missing option has Keras' default.</summary>
    /// <exception cref="ArgumentException">The name is unknown or a value is out of range; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or not of its kind.</exception>
    public static Loss Create(string spec) => Spec.Parse(spec).Create(Entries);

    static BinaryCrossentropy Binary(ConfigurationReader options) => new() { FromLogits = FromLogits(options), LabelSmoothing = LabelSmoothing(options) };

    static bool FromLogits(ConfigurationReader options) => options.Flag("from_logits", false);

    static float LabelSmoothing(ConfigurationReader options) => options.Single("label_smoothing", 0);

    /// <summary>Creates a loss from what it says of itself.</summary>
    /// <exception cref="InvalidDataException">The loss or an option is unknown.</exception>
    internal static Loss Read(JsonElement value, string source) => Spec.Read(value, "loss", source).Create(Entries);
}
