using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// BERT's first pass over a text (tokenization.py of the original release): control characters are dropped, ideographs and punctuation stand alone, and
/// where letters are folded to lower case, accents are dropped too.
/// </summary>
/// <param name="lowerCase">Whether letters are folded to lower case.</param>
/// <param name="stripAccents">Whether marks above, in and below letters are dropped.</param>
/// <param name="splitsIdeographs">Whether every Chinese character stands alone.</param>
sealed class BasicTokenizer(bool lowerCase, bool stripAccents, bool splitsIdeographs = true)
{
    static readonly (int First, int Last)[] s_ideographs =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF),
        (0x2F800, 0x2FA1F),
    ];

    /// <summary>Cuts a text into words and single punctuation characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="onWord">Receives each word; it is valid during the call.</param>
    public void Split(string text, ReadOnlySpanAction onWord)
    {
        var parts = new Parts(this, onWord);
        foreach (Rune rune in text.EnumerateRunes())
            if (IsSpace(rune))
                parts.EndToken();
            else if (splitsIdeographs && IsIdeograph(rune))
                parts.Alone(rune);
            else if (!IsDropped(rune))
                parts.Add(rune);
        parts.EndToken();
    }

    /// <summary>Receives a word as its characters.</summary>
    /// <param name="word">The word, not empty.</param>
    public delegate void ReadOnlySpanAction(ReadOnlySpan<Rune> word);

    static bool IsSpace(Rune rune) => rune.Value is ' ' or '\t' or '\n' or '\r'
        || (!rune.IsAscii && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    static bool IsDropped(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Whether a character is one of the Chinese ones that stand alone.</summary>
    public static bool IsIdeograph(Rune rune)
    {
        if (rune.Value >= 0x3400)
            foreach ((int first, int last) in s_ideographs)
                if (rune.Value >= first && rune.Value <= last)
                    return true;
        return false;
    }

    /// <summary>All signs of ASCII count, also those that are symbols in Unicode, such as $ and ^.</summary>
    static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value > ' ' && !Rune.IsLetterOrDigit(rune) && rune.Value < 127
        : Rune.IsPunctuation(rune);

    /// <summary>The token that is being read, and its form after folding.</summary>
    sealed class Parts(BasicTokenizer rules, ReadOnlySpanAction onWord)
    {
        readonly List<Rune> _token = [], _lower = [], _marked = [];

        public void Add(Rune rune) => _token.Add(rune);

        public void Alone(Rune rune)
        {
            EndToken();
            Add(rune);
            EndToken();
        }

        public void EndToken()
        {
            if (_token.Count == 0)
                return;
            SplitPunctuation(CollectionsMarshal.AsSpan(Folded()));
            _token.Clear();
        }

        List<Rune> Folded()
        {
            List<Rune> token = _token;
            if (rules.LowerCases)
            {
                _lower.Clear();
                LowerCase.Append(CollectionsMarshal.AsSpan(token), _lower);
                token = _lower;
            }

            if (rules.StripsAccents)
            {
                _marked.Clear();
                CanonicalDecomposition.Append(CollectionsMarshal.AsSpan(token), _marked);
                _marked.RemoveAll(rune => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark);
                token = _marked;
            }

            return token;
        }

        void SplitPunctuation(ReadOnlySpan<Rune> token)
        {
            int start = 0;
            for (int i = 0; i < token.Length; i++)
            {
                if (!IsPunctuation(token[i]))
                    continue;
                if (i > start)
                    onWord(token[start..i]);
                onWord(token.Slice(i, 1));
                start = i + 1;
            }

            if (start < token.Length)
                onWord(token[start..]);
        }
    }

    bool LowerCases => lowerCase;

    bool StripsAccents => stripAccents;
}
