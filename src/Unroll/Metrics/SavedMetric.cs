using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Metrics;

/// <summary>A metric in the file of a compiled model: its kind, its name and its options. What it has seen belongs to checkpoints.</summary>
static class SavedMetric
{
    static Registry<Func<ConfigurationReader, string, Metric>> Entries { get; } = new("metric",
        ("accuracy", (_, name) => new Accuracy { Name = name }),
        ("binary_accuracy", (options, name) => new BinaryAccuracy { Name = name, Threshold = options.Single("threshold", 0.5f) }),
        ("balanced_accuracy", (options, name) => new BalancedAccuracy { Name = name, Labels = Labels(options) }),
        ("top_k_categorical_accuracy", (options, name) => new TopKCategoricalAccuracy { Name = name, K = options.Integer("k") }),
        ("error_rate", (_, name) => new ErrorRate { Name = name }),
        ("mean_squared_error", (_, name) => new MeanSquaredErrorMetric { Name = name }),
        ("root_mean_squared_error", (_, name) => new RootMeanSquaredErrorMetric { Name = name }),
        ("mean_absolute_error", (_, name) => new MeanAbsoluteErrorMetric { Name = name }),
        ("mean_absolute_percentage_error", (_, name) => new MeanAbsolutePercentageErrorMetric { Name = name }),
        ("r2_score", (_, name) => new R2Score { Name = name }),
        ("perplexity", (options, name) => new Perplexity { Name = name, FromLogits = options.Flag("from_logits", false) }),
        ("bits_per_character", (options, name) => new BitsPerCharacter { Name = name, FromLogits = options.Flag("from_logits", false) }),
        ("precision", (options, name) => new Precision
        {
            Name = name, Threshold = Threshold(options), Average = Average(options), ClassId = options.OptionalInteger("class_id"),
        }),
        ("recall", (options, name) => new Recall
        {
            Name = name, Threshold = Threshold(options), Average = Average(options), ClassId = options.OptionalInteger("class_id"),
        }),
        ("f1_score", (options, name) => new F1Score
        {
            Name = name, Threshold = Threshold(options), Average = Average(options), ClassId = options.OptionalInteger("class_id"),
        }));

    /// <summary>What <see cref="Read"/> reads; null for a metric of a user's own.</summary>
    public static JsonObject? Describe(Metric metric)
    {
        if (KindOf(metric) is not { } kind)
            return null;
        var options = new JsonObject { ["type"] = kind, ["name"] = metric.Name };
        switch (metric)
        {
            case BinaryAccuracy binary:
                options["threshold"] = (double)binary.Threshold;
                break;
            case BalancedAccuracy { Labels: { } labels }:
                options["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]);
                break;
            case TopKCategoricalAccuracy top:
                options["k"] = top.K;
                break;
            case CrossEntropyMetric entropy:
                options["from_logits"] = entropy.FromLogits;
                break;
            case ClassScore score:
                if (score.Threshold is { } threshold)
                    options["threshold"] = (double)threshold;
                options["average"] = SnakeCase.From(score.Average.ToString());
                if (score.ClassId is { } id)
                    options["class_id"] = id;
                break;
        }

        return options;
    }

    /// <exception cref="InvalidDataException">The metric or an option is unknown.</exception>
    public static Metric Read(JsonElement value, string source)
    {
        Spec spec = Spec.Read(value, "metric", source);
        string name = spec.Options.Text("name");
        return spec.Create(Entries, make => make(spec.Options, name));
    }

    static string? KindOf(Metric metric) => metric switch
    {
        Accuracy => "accuracy",
        BinaryAccuracy => "binary_accuracy",
        BalancedAccuracy => "balanced_accuracy",
        TopKCategoricalAccuracy => "top_k_categorical_accuracy",
        ErrorRate => "error_rate",
        MeanSquaredErrorMetric => "mean_squared_error",
        RootMeanSquaredErrorMetric => "root_mean_squared_error",
        MeanAbsoluteErrorMetric => "mean_absolute_error",
        MeanAbsolutePercentageErrorMetric => "mean_absolute_percentage_error",
        R2Score => "r2_score",
        Perplexity => "perplexity",
        BitsPerCharacter => "bits_per_character",
        Precision => "precision",
        Recall => "recall",
        F1Score => "f1_score",
        _ => null,
    };

    static float? Threshold(ConfigurationReader options) => (float?)options.OptionalNumber("threshold");

    static ClassAverage Average(ConfigurationReader options) => options.Text("average") is var text
        && Enum.GetValues<ClassAverage>().Where(average => SnakeCase.From(average.ToString()) == text).ToArray() is [var found]
        ? found
        : throw new InvalidDataException($"{options.Source}: there is no average '{text}' over classes.");

    static string[]? Labels(ConfigurationReader options) =>
        options.Has("labels") ? [.. options.List("labels").Select(label => label.GetString() ?? "")] : null;
}
