using System.Diagnostics;
using Unroll.Tests.Golden;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class WordPieceTokenizerTests
{
    static readonly WordPieceTokenizer s_uncased = WordPieceTokenizer.Load(TokenizerFiles.Vocabulary);
    static readonly WordPieceTokenizer s_cased = WordPieceTokenizer.Load(TokenizerFiles.Vocabulary, lowerCase: false);

    [Fact]
    public void Encode_EqualsTheOriginalRelease_InEveryCase()
    {
        GoldenCase[] cases = TokenizerFiles.Cases("wordpiece.json");
        Assert.Equal(65, cases.Length);
        foreach (GoldenCase golden in cases)
        {
            int[] ids = s_uncased.Encode(golden.Text("text"));
            Assert.Equal(golden.Numbers("ids").Select(id => (int)id), ids);
            Assert.Equal(golden.Texts("tokens"), ids.Select(s_uncased.Symbol));
            Assert.Equal(golden.Texts("casedTokens"), s_cased.Encode(golden.Text("text")).Select(s_cased.Symbol));
        }
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΟΔΟΣ Σ Σ'Α Α.Σ", "οδος σ σ'α α.ς")]
    [InlineData("İI", "ii")]
    [InlineData("ǅ Ǆ", "ǆ ǆ")]
    [InlineData("Ünïcödé", "unicode")]
    [InlineData("한글", "한글")]
    public void Encode_FoldsCaseAsPythonDoes(string text, string expected)
    {
        WordPieceTokenizer tokenizer = Letters([.. expected.EnumerateRunes().Select(rune => rune.ToString()),
            .. expected.Normalized().EnumerateRunes().Select(rune => rune.ToString())]);
        int[] ids = tokenizer.Encode(text);
        Assert.DoesNotContain(tokenizer.UnknownId, ids);
        Assert.Equal(expected.Normalized().Replace(" ", "", StringComparison.Ordinal), string.Concat(ids.Select(tokenizer.Symbol)).Replace("##", "",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_SeparatesAtEverySpaceOfUnicode_AndDropsControlCharacters()
    {
        Assert.Equal(s_uncased.Encode("the king the king the king"), s_uncased.Encode("the\u00a0king\u2028the\u3000king\r\nthe\tking"));
        Assert.Equal(s_uncased.Encode("the"), s_uncased.Encode("\0t\u0001h\u200be\u009f\ufffd\u2060"));
    }

    [Fact]
    public void Encode_DropsHalvesOfSurrogatePairs_AsItDropsU_FFFD()
    {
        foreach (string text in new[] { "the\ud83d", "\ude00the", "t\ud83dhe", "th\ude00\ud83de" })
            Assert.Equal(s_uncased.Encode("the"), s_uncased.Encode(text));
    }

    [Fact]
    public void Encode_LeavesRightToLeftTextInItsOrder()
    {
        WordPieceTokenizer tokenizer = Letters(["ש", "ל", "ם", "##ש", "##ל", "##ו", "##ם"]);
        Assert.Equal(["ש", "##ל", "##ו", "##ם", "ש", "##ל"], tokenizer.Encode("שלום של").Select(tokenizer.Symbol));
    }

    [Fact]
    public void Encode_NamesUnseenWordsOnce()
    {
        int[] ids = s_cased.Encode("the 北京 😀 the 北", out IReadOnlyList<string> unseen);
        Assert.Equal(["北", "京", "😀"], unseen);
        Assert.Equal(4, ids.Count(id => id == s_cased.UnknownId));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("the king's ")]
    [InlineData("é")]
    [InlineData("\u0301")]
    [InlineData("Σ")]
    [InlineData("Σ'")]
    [InlineData("😀")]
    [InlineData(".")]
    public void Encode_TakesTimeInProportion_OfAMillionCharacters(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        s_uncased.Encode(text[..1000]);
        long start = Stopwatch.GetTimestamp();
        int[] ids = s_uncased.Encode(text);
        Assert.True(ids.Length <= text.Length);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} s");
    }

    [Fact]
    public void EncodePair_AddsSpecialIdsAndSegments()
    {
        int cls = s_uncased.Find("[CLS]")!.Value, sep = s_uncased.Find("[SEP]")!.Value;
        int[] the = s_uncased.Encode("the"), king = s_uncased.Encode("king");
        (int[] ids, int[] segments) = s_uncased.EncodePair("the", "king");
        Assert.Equal([cls, .. the, sep, .. king, sep], ids);
        Assert.Equal([0, 0, 0, 1, 1], segments);
        Assert.Equal([cls, sep], s_uncased.EncodePair("").Ids);
        Assert.Throws<InvalidOperationException>(() => Letters(["a"]).EncodePair("a"));
    }

    [Fact]
    public void Decode_JoinsPieces()
    {
        (int[] ids, _) = s_uncased.EncodePair("forsooth, Classify");
        Assert.Equal("forsooth , classify", s_uncased.Decode(ids));
        Assert.Equal("forsooth , classify", string.Concat(s_uncased.Decode((IEnumerable<int>)ids)));
        Assert.Equal("", s_uncased.Decode([]));
        Assert.Contains("id 99999 at position 1", Assert.Throws<ArgumentException>(() => s_uncased.Decode([1, 99999])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_uncased.Symbol(-1));
    }

    [Fact]
    public void Save_WritesWhatLoadReads()
    {
        using var folder = new TemporaryFolder();
        s_uncased.Save(folder.File("vocab.txt"));
        Assert.Equal(File.ReadAllBytes(TokenizerFiles.Vocabulary), File.ReadAllBytes(folder.File("vocab.txt")));
    }

    [Fact]
    public void Load_ReadsTokenizerJson()
    {
        using var folder = new TemporaryFolder();
        foreach (WordPieceTokenizer expected in new[] { s_uncased, s_cased })
        {
            File.WriteAllText(folder.File("tokenizer.json"), TokenizerFiles.WordPieceJson(expected == s_uncased, [.. expected.Pieces]));
            WordPieceTokenizer read = WordPieceTokenizer.Load(folder.File("tokenizer.json"));
            foreach (GoldenCase golden in TokenizerFiles.Cases("wordpiece.json"))
                Assert.Equal(expected.Encode(golden.Text("text")), read.Encode(golden.Text("text")));
        }
    }

    [Fact]
    public void Load_ReadsFromTheFileBeside_WhetherLettersAreFolded()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("vocab.txt"), "[UNK]\r\nA\r\na\r\n");
        Assert.Equal([2], WordPieceTokenizer.Load(folder.File("vocab.txt")).Encode("A"));
        File.WriteAllText(folder.File("tokenizer_config.json"), """{"do_lower_case": false}""");
        Assert.Equal([1], WordPieceTokenizer.Load(folder.File("vocab.txt")).Encode("A"));
        Assert.Equal([2], WordPieceTokenizer.Load(folder.File("vocab.txt"), lowerCase: true).Encode("A"));
    }

    [Theory]
    [InlineData("vocab.txt", "", "the vocabulary is empty")]
    [InlineData("vocab.txt", "a\nb\n", "the vocabulary has no piece [UNK], which stands for unknown words")]
    [InlineData("vocab.txt", "[UNK]\na\nb\na\n", "the piece 'a' is there twice, as 1 and 3")]
    [InlineData("vocab.txt", "[UNK]\n\na\n", "piece 1 is empty (line 2)")]
    [InlineData("tokenizer.json", "{", "is not valid JSON")]
    [InlineData("tokenizer.json", "[]", "has no 'model'")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE"}}""", "'type' is 'BPE'; only 'WordPiece' can be read")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece"}}""", "has no 'normalizer'")]
    [InlineData("tokenizer.json", Json + """{"a":1}}}""", "the piece 'a' has the id 1; ids run from 0 to 0")]
    [InlineData("tokenizer.json", Json + """{"a":0,"b":0}}}""", "the pieces 'a' and 'b' have the same id, 0")]
    [InlineData("tokenizer.json", Json + """{"a":0}}}""", "the vocabulary has no piece [UNK]")]
    [InlineData("tokenizer.json", Json + """{"[UNK]":0},"continuing_subword_prefix":""}}""", "'continuing_subword_prefix' must be a text that is not empty")]
    public void Load_NamesWhatIsWrong(string name, string contents, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), contents);
        string message = Assert.Throws<InvalidDataException>(() => WordPieceTokenizer.Load(folder.File(name))).Message;
        Assert.StartsWith($"{folder.File(name)}: {expected}", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Load_Refuses_WhatIsNotUtf8()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("vocab.txt"), [(byte)'a', 0xC3, (byte)'\n']);
        Assert.Contains("is not UTF-8", Assert.Throws<InvalidDataException>(() => WordPieceTokenizer.Load(folder.File("vocab.txt"))).Message,
            StringComparison.Ordinal);
    }

    const string Json = """{"normalizer":{"type":"BertNormalizer"},"pre_tokenizer":{"type":"BertPreTokenizer"},"model":{"type":"WordPiece","vocab":""";

    static WordPieceTokenizer Letters(IEnumerable<string> letters) =>
        new([.. new[] { "[UNK]" }.Concat(letters.Where(letter => letter != " ").SelectMany(letter => new[] { letter, letter.StartsWith("##",
            StringComparison.Ordinal) ? letter : "##" + letter })).Distinct()]);
}

static class NormalizedText
{
    /// <summary>What is left of a text in normal form D without its marks.</summary>
    public static string Normalized(this string text)
    {
        List<System.Text.Rune> runes = [];
        Unroll.Text.Tokenizers.CanonicalDecomposition.Append([.. text.EnumerateRunes()], runes);
        return string.Concat(runes);
    }
}
