namespace Unroll.Metrics;

/// <summary>Which direction of a logged metric is the better one: what "auto" means to callbacks that watch it.</summary>
public static class MetricDirections
{
    const string Validation = "val_";

    /// <summary>Keras' losses; training minimizes all of them.</summary>
    static readonly string[] s_losses =
    [
        "loss", "categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy", "categorical_focal_crossentropy",
        "binary_focal_crossentropy", "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "huber",
        "log_cosh", "quantile", "kl_divergence", "poisson", "hinge", "squared_hinge", "categorical_hinge", "ctc", "dice", "tversky",
    ];

    /// <summary>The direction of a metric by its name.</summary>
    /// <param name="figure">"loss", a loss, a metric of the model or of <see cref="MetricRegistry"/>; each also with the prefix "val_".</param>
    /// <param name="metrics">The model's metrics, whose names may be its own.</param>
    /// <exception cref="ArgumentException">The name is unknown; as in Keras there is no guess.</exception>
    public static MetricDirection Find(string figure, IReadOnlyList<Metric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(figure);
        string name = figure.StartsWith(Validation, StringComparison.Ordinal) ? figure[Validation.Length..] : figure;
        if (metrics?.FirstOrDefault(metric => metric.Name == name) is { } own)
            return own.Direction;
        if (s_losses.Contains(name))
            return MetricDirection.SmallerIsBetter;
        return MetricRegistry.Entries.TryFind(name, out Func<Metric>? create)
            ? create().Direction
            : throw new ArgumentException($"Whether a smaller or a larger '{figure}' is better is not known: set the mode to min or max. "
                + MetricRegistry.Entries.Unknown(name), nameof(figure));
    }
}
