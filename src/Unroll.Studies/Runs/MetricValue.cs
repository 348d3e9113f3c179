namespace Unroll.Studies.Runs;

/// <summary>A number that tells how good a model is.</summary>
/// <param name="Name">What it is, in camelCase: "bitsPerCharacter", "rmse".</param>
/// <param name="Value">The number; NaN where it does not exist.</param>
/// <param name="Of">What it is of, where there are several: a share, a word; empty where there is one.</param>
public sealed record MetricValue(string Name, double Value, string Of = "")
{
    /// <summary>The stable name in files: "bitsPerCharacter", "rmse.AAPL".</summary>
    public string Key => Of.Length == 0 ? Name : $"{Name}.{Of}";

    /// <summary>The metric with a stable name: what follows its first point is what the metric is of.</summary>
    public static MetricValue FromKey(string key, double value)
    {
        ArgumentNullException.ThrowIfNull(key);
        int point = key.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? new MetricValue(key, value) : new MetricValue(key[..point], value, key[(point + 1)..]);
    }
}
