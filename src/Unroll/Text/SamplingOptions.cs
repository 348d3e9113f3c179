namespace Unroll.Text;

/// <summary>How the next symbol is chosen from a model's prediction.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits: below 1 bolder choices become rarer, 0 always takes the likeliest symbol.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>Only this many of the likeliest symbols may be chosen; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the likeliest symbols that together reach this probability may be chosen; 1 for all (Holtzman et al., 2019).</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Symbols that are never chosen, such as the unknown word.</summary>
    public IReadOnlyList<int> Excluded { get; init; } = [];

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value has no meaning.</exception>
    public void Check()
    {
        if (!(Temperature >= 0 && float.IsFinite(Temperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "A temperature is at least 0; 0 takes the likeliest symbol.");
        if (TopK < 0)
            throw new ArgumentOutOfRangeException(nameof(TopK), TopK, "top-k is at least 1, or 0 for all symbols.");
        if (!(TopP is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "top-p lies above 0 and at most at 1.");
    }
}
