namespace Unroll.Studies.Data.Prices;

/// <summary>What the shares of a model are called in other data, as --share says it: <c>AAPL=HistoricalData_123.csv</c>, <c>AAPL=Apple</c>.</summary>
static class ShareNames
{
    /// <summary>Reads SHARE=FILE and SHARE=NAME; SHARE alone is called so in the data too.</summary>
    /// <param name="words">What the user says.</param>
    /// <param name="shares">The shares of the model.</param>
    /// <returns>The file or the name of each share that has one.</returns>
    /// <exception cref="InputException">The model has no such share, or one is there twice.</exception>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<string> words, IReadOnlyList<string> shares)
    {
        var names = new Dictionary<string, string>();
        foreach (string word in words)
        {
            // A share may hold the sign itself: GC=F. The longest that fits is meant.
            string share = shares.Where(share => IsOf(word, share)).MaxBy(share => share.Length) ?? throw new InputException(
                $"--share {word}: the model has no such share; it was trained on {string.Join(", ", shares)}; say which is which as in "
                + $"--share {shares[0]}=FILE");
            string name = word.Length == share.Length ? share : word[(share.Length + 1)..];
            if (name.Length == 0)
                throw new InputException($"--share {word}: name a file, or a share in the data, as in --share {share}=FILE");
            if (!names.TryAdd(share, name))
                throw new InputException($"--share {word}: {share} is there twice");
        }

        return names;
    }

    /// <summary>Whether a name is that of a file: its path, or the end of it.</summary>
    public static bool IsFile(string? path, string name) =>
        path is not null && (Path.GetFileName(path) == name || Path.GetFullPath(path) == Path.GetFullPath(name));

    static bool IsOf(string word, string share) => word.StartsWith(share, StringComparison.OrdinalIgnoreCase)
        && (word.Length == share.Length || word[share.Length] == '=');
}
