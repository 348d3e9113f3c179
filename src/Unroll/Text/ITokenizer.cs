namespace Unroll.Text;

/// <summary>Turns text into ids from 0 to <see cref="Size"/> − 1, and ids into text.</summary>
/// <remarks>Half of a surrogate pair counts as U+FFFD everywhere.</remarks>
public interface ITokenizer
{
    /// <summary>The number of ids, special ones included.</summary>
    int Size { get; }

    /// <summary>The text of one id as it stands in the vocabulary: a character, a word, or a piece such as <c>##ing</c> or <c>▁the</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative or not below <see cref="Size"/>.</exception>
    string Symbol(int id);

    /// <summary>The ids of text that the vocabulary lacks; a generator writes none of them.</summary>
    IReadOnlyList<int> UnknownIds { get; }

    /// <summary>Turns a text into ids; no special ids are added.</summary>
    /// <exception cref="ArgumentException">
    /// The text has parts that the vocabulary lacks, and there is no id for unknown ones; the message names them.
    /// </exception>
    int[] Encode(string text);

    /// <summary>Turns a text into ids; unknown parts become the unknown id, or are left out where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unseen">Each unknown part once, in the order of appearance.</param>
    int[] Encode(string text, out IReadOnlyList<string> unseen);

    /// <summary>Turns ids back into text.</summary>
    /// <exception cref="ArgumentException">An id is negative or not below <see cref="Size"/>.</exception>
    string Decode(ReadOnlySpan<int> ids);

    /// <summary>Turns ids back into text as they come: together the parts are what <see cref="Decode(ReadOnlySpan{int})"/> gives.</summary>
    /// <param name="ids">The ids, read one by one.</param>
    /// <returns>A part for each id, and one more at the end where something was held back; empty where an id gives nothing yet.</returns>
    IEnumerable<string> Decode(IEnumerable<int> ids);
}
