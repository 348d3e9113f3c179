namespace Unroll.Training.Callbacks;

/// <summary>Which figures get better by falling and which by rising, by the last words of their names.</summary>
static class MonitorDirection
{
    static readonly string[] s_falling =
    [
        "loss", "error", "crossentropy", "divergence", "hinge", "poisson", "perplexity", "mse", "mae", "mape", "msle", "rmse", "bits_per_character",
    ];

    static readonly string[] s_rising = ["accuracy", "acc", "precision", "recall", "f1", "f1_score", "r2", "r2_score", "auc"];

    /// <summary>Whether a figure gets better by rising; null when its name does not say.</summary>
    public static bool? Rises(string name)
    {
        string stem = name.StartsWith("val_", StringComparison.Ordinal) ? name[4..] : name;
        return Array.Exists(s_falling, known => EndsWith(stem, known)) ? false : Array.Exists(s_rising, known => EndsWith(stem, known)) ? true : null;
    }

    static bool EndsWith(string name, string words) => name == words || name.EndsWith("_" + words, StringComparison.Ordinal);
}
