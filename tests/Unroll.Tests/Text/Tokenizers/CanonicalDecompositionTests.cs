using System.Security.Cryptography;
using System.Text;
using Unroll.Text.Tokenizers;

namespace Unroll.Tests.Text.Tokenizers;

public sealed class CanonicalDecompositionTests
{
    /// <summary>The checksum is that of Python's unicodedata.normalize("NFD", …) of every character, each on a line.</summary>
    [Fact]
    public void Append_EqualsUnicodedata_ForEveryCharacter()
    {
        var text = new StringBuilder();
        for (int value = 0; value < 0x110000; value++)
            if (Rune.IsValid(value))
                text.Append(Decomposed(new Rune(value).ToString())).Append('\n');
        Assert.Equal("b505598a484ab04ad1f0d3e9d772f4a536b012c63ec82132e4a7fba25a8d94f2",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    [Theory]
    [InlineData("a\u0301\u0323", "a\u0323\u0301")]
    [InlineData("\u1ed9", "o\u0323\u0302")]
    [InlineData("a\u0315\u0300\u05ae\u0300b", "a\u05ae\u0300\u0300\u0315b")]
    [InlineData("\u0323\u0301", "\u0323\u0301")]
    [InlineData("\u0301\u0323", "\u0323\u0301")]
    [InlineData("\u212b", "A\u030a")]
    [InlineData("각", "\u1100\u1161\u11a8")]
    public void Append_PutsMarksInCanonicalOrder(string text, string expected) => Assert.Equal(expected, Decomposed(text));

    static string Decomposed(string text)
    {
        List<Rune> result = [];
        CanonicalDecomposition.Append([.. text.EnumerateRunes()], result);
        return string.Concat(result);
    }
}
