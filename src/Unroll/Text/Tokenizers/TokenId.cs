namespace Unroll.Text.Tokenizers;

/// <summary>Checks of ids that all tokenizers share.</summary>
static class TokenId
{
    /// <summary>The id, if it is one of a vocabulary.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static int Require(int id, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, size);
        return id;
    }

    /// <summary>The id at a position of those to decode, if it is one of a vocabulary.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static int Require(int id, int size, int position) => (uint)id < (uint)size
        ? id
        : throw new ArgumentException($"id {id} at position {position} is not in the vocabulary; ids run from 0 to {size - 1}", nameof(id));
}
