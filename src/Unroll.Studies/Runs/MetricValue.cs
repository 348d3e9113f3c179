namespace Unroll.Studies.Runs;

/// <summary>A number that tells how good a model is.</summary>
/// <param name="Name">What it is, in camelCase: "bitsPerCharacter", "rmse".</param>
/// <param name="Value">The number; NaN where it does not exist.</param>
/// <param name="Of">What it is of, where there are several: a share, a word; empty where there is one.</param>
public sealed record MetricValue(string Name, double Value, string Of = "")
{
    /// <summary>The stable name in files: "bitsPerCharacter", "rmse.AAPL".</summary>
    public string Key => Of.Length == 0 ? Name : $"{Name}.{Of}";
}
