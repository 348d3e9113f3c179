using Unroll.Naming;

namespace Unroll.Metrics;

/// <summary>The metrics under Keras' names, its short ones too; a metric then has the name by which it was asked for.</summary>
public static class MetricRegistry
{
    internal static Registry<Func<Metric>> Entries { get; } = new("metric",
        ("accuracy", () => Metric.Accuracy),
        ("acc", () => new Accuracy { Name = "acc" }),
        ("categorical_accuracy", () => Metric.CategoricalAccuracy),
        ("sparse_categorical_accuracy", () => Metric.SparseCategoricalAccuracy),
        ("binary_accuracy", () => Metric.BinaryAccuracy),
        ("balanced_accuracy", () => new BalancedAccuracy()),
        ("top_k_categorical_accuracy", () => Metric.TopKCategoricalAccuracy),
        ("sparse_top_k_categorical_accuracy", () => new TopKCategoricalAccuracy { Name = "sparse_top_k_categorical_accuracy" }),
        ("error_rate", () => Metric.ErrorRate),
        ("mean_squared_error", () => Metric.MeanSquaredError),
        ("mse", () => new MeanSquaredErrorMetric { Name = "mse" }),
        ("root_mean_squared_error", () => Metric.RootMeanSquaredError),
        ("mean_absolute_error", () => Metric.MeanAbsoluteError),
        ("mae", () => new MeanAbsoluteErrorMetric { Name = "mae" }),
        ("mean_absolute_percentage_error", () => Metric.MeanAbsolutePercentageError),
        ("mape", () => new MeanAbsolutePercentageErrorMetric { Name = "mape" }),
        ("r2_score", () => Metric.R2Score),
        ("perplexity", () => Metric.Perplexity),
        ("bits_per_character", () => Metric.BitsPerCharacter),
        ("precision", () => Metric.Precision),
        ("recall", () => Metric.Recall),
        ("f1_score", () => Metric.F1Score));

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates a metric, which has seen no rows.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones and suggests the nearest.</exception>
    public static Metric Create(string name) => Entries.Find(name)();
}
