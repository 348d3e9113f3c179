namespace Unroll.Studies.Data.Prices;

/// <summary>The days of one share, oldest first, each day once.</summary>
/// <param name="Name">The share, as its file names it, or else the name of the file without ending.</param>
/// <param name="Description">Where the prices come from, in one line.</param>
/// <param name="Days">At least one.</param>
/// <param name="Remarks">What a reader should know of the data and what was done about it, a line each; nothing here was fatal.</param>
public sealed record PriceHistory(string Name, string Description, IReadOnlyList<PriceDay> Days, IReadOnlyList<string> Remarks)
{
    /// <summary>The file that they were read from; null for none.</summary>
    internal string? File { get; init; }

    /// <summary>Whether the program drew them.</summary>
    public bool IsSynthetic { get; init; }
}
