namespace Unroll.Text;

/// <summary>How a <see cref="WordPieceTokenizer"/> reads text; the defaults are those of bert-base-uncased.</summary>
public sealed record WordPieceOptions
{
    /// <summary>Whether letters are folded to lower case.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether accents are dropped; null for where letters are folded.</summary>
    public bool? StripAccents { get; init; }

    /// <summary>Whether every Chinese character is a word of its own.</summary>
    public bool SplitIdeographs { get; init; } = true;

    /// <summary>What pieces begin with that go on in a word.</summary>
    public string ContinuationPrefix { get; init; } = "##";

    /// <summary>The piece that stands for unknown words.</summary>
    public string UnknownPiece { get; init; } = "[UNK]";

    /// <summary>A word of more characters is unknown: 200 in the original release; a tokenizer.json says it, mostly 100.</summary>
    public int MaxWordLength { get; init; } = 200;
}
