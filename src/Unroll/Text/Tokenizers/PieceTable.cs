namespace Unroll.Text.Tokenizers;

/// <summary>Pieces by their text.</summary>
sealed class PieceTable
{
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byLetters;
    readonly int _longest;

    /// <param name="pieces">The pieces; their ids are their places.</param>
    /// <param name="key">The text to find a piece by; empty where it is not to be found here.</param>
    public PieceTable(string[] pieces, Func<string, string> key)
    {
        for (int id = 0; id < pieces.Length; id++)
            if (key(pieces[id]) is { Length: > 0 } text)
            {
                _ids.Add(text, id);
                _longest = Math.Max(_longest, text.Length);
            }

        _byLetters = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The id of a text; null where there is none.</summary>
    public int? Find(string text) => _ids.TryGetValue(text, out int id) ? id : null;

    /// <summary>The longest piece that a text begins with; length 0 where there is none.</summary>
    public (int Id, int Length) Longest(ReadOnlySpan<char> text)
    {
        for (int length = Math.Min(text.Length, _longest); length > 0; length--)
            if (_byLetters.TryGetValue(text[..length], out int id))
                return (id, length);
        return (0, 0);
    }
}
