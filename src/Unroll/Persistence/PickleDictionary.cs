namespace Unroll.Persistence;

/// <summary>A dictionary of a pickle, in its order.</summary>
sealed class PickleDictionary
{
    /// <summary>Keys and values.</summary>
    public List<(object? Key, object? Value)> Items { get; } = [];
}
