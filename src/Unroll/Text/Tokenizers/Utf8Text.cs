using System.Buffers;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>Characters of UTF-8.</summary>
static class Utf8Text
{
    /// <summary>The length of the character that a byte begins, in bytes; 1 for a byte that begins none.</summary>
    public static int Length(byte first) => first switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };

    /// <summary>The length of the character that a text begins with, if it is a valid one; else 0.</summary>
    public static int ValidLength(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out _, out int length) == OperationStatus.Done ? length : 0;
}
