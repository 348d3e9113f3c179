using Tokenizers.DotNet;
using Unroll.Randomness;
using Unroll.Tests.Conditions;
using Unroll.Tests.Golden;
using Unroll.Text;

namespace Unroll.Tests.Text;

/// <summary>The tokenizers of Hugging Face as a second oracle, on the golden texts and on random ones.</summary>
public sealed class HuggingFaceTokenizerTests
{
    const int RandomTexts = 2000;

    static readonly string[] s_parts =
    [
        "the", "King", "love", "ing", " ", "  ", "\n", "\t", ".", "!", "'", "$", "_", "é", "É", "e\u0301", "ß", "北", "京", "ﬁ", "½",
        "😀", "👩‍👩‍👧", "ש", "ل", "한", "x", "Q", "7",
        "\u00a0", "\u200b", "\u00ad", "—", "“", "İ", "Å", "#", "@user", "http://t.co", "\u0000", "\ufffd", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    [MachineTheory(Needs.LinuxX64)]
    [InlineData(true)]
    [InlineData(false)]
    public void WordPiece_GivesTheSameIds(bool lowerCase)
    {
        WordPieceTokenizer ours = WordPieceTokenizer.Load(TokenizerFiles.Vocabulary, lowerCase);
        Compare(TokenizerFiles.WordPieceJson(lowerCase, [.. ours.Pieces]), ours, "wordpiece.json", mayDiffer: 0);
    }

    /// <summary>It decides between ways to cut a text whose scores are equal but for rounding in another way than SentencePiece, which we follow.</summary>
    [MachineFact(Needs.LinuxX64)]
    public void SentencePiece_GivesTheSameIds_ButForTies() =>
        Compare(TokenizerFiles.UnigramJson(), SentencePieceTokenizer.Load(TokenizerFiles.SentencePiece), "sentencepiece.json", mayDiffer: 1);

    static void Compare(string json, ITokenizer ours, string cases, int mayDiffer)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), json);
        var theirs = new Tokenizer(folder.File("tokenizer.json"));
        string[] texts = [.. TokenizerFiles.Cases(cases).Select(golden => golden.Text("text")), .. Random()];
        string[] different = [.. texts.Where(text => !theirs.Encode(text).Select(id => (int)id).SequenceEqual(ours.Encode(text)))];
        Assert.True(different.Length <= mayDiffer, $"{different.Length}: {string.Join(" | ", different.Take(5))}");
    }

    static IEnumerable<string> Random()
    {
        var random = new RandomStream(RandomKey.FromSeed(1));
        for (int i = 0; i < RandomTexts; i++)
            yield return string.Concat(Enumerable.Range(0, 1 + Below(20)).Select(_ => s_parts[Below(s_parts.Length)]));

        int Below(int count) => (int)(random.NextDouble() * count);
    }
}
