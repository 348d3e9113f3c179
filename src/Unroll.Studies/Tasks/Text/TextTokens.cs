namespace Unroll.Studies.Tasks.Text;

/// <summary>What a text is cut into.</summary>
public enum TextTokens
{
    /// <summary>Characters.</summary>
    Characters,

    /// <summary>Words, numbers and signs, the most frequent ones; others are unknown.</summary>
    Words,

    /// <summary>Byte-pair tokens: words and pieces of words.</summary>
    BytePairs,
}
