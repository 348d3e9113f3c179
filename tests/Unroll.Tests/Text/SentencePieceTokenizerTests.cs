using System.Diagnostics;
using System.Text;
using Unroll.Tests.Golden;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class SentencePieceTokenizerTests
{
    static readonly SentencePieceTokenizer s_tokenizer = SentencePieceTokenizer.Load(TokenizerFiles.SentencePiece);

    [Fact]
    public void Encode_EqualsSentencePiece_InEveryCase()
    {
        GoldenCase[] cases = TokenizerFiles.Cases("sentencepiece.json");
        Assert.Equal(65, cases.Length);
        foreach (GoldenCase golden in cases)
        {
            int[] ids = s_tokenizer.Encode(golden.Text("text"), out IReadOnlyList<string> unseen);
            Assert.Equal(golden.Numbers("ids").Select(id => (int)id), ids);
            string[] pieces = golden.Texts("pieces");
            Assert.Equal(pieces.Where((_, i) => ids[i] != s_tokenizer.UnknownId), ids.Where(id => id != s_tokenizer.UnknownId).Select(s_tokenizer.Symbol));
            Assert.Equal(pieces.Where((_, i) => ids[i] == s_tokenizer.UnknownId).Distinct(), unseen);
        }
    }

    [Fact]
    public void Decode_EqualsSentencePiece_InEveryCase()
    {
        foreach (GoldenCase golden in TokenizerFiles.Cases("sentencepiece.json"))
        {
            int[] ids = [.. golden.Numbers("ids").Select(id => (int)id)];
            Assert.Equal(golden.Text("decoded"), s_tokenizer.Decode(ids));
            Assert.Equal(golden.Text("decoded"), string.Concat(s_tokenizer.Decode((IEnumerable<int>)ids)));
        }
    }

    [Fact]
    public void Ids_AreThoseOfT5()
    {
        Assert.Equal((0, 1, 2), (s_tokenizer.Find("<pad>"), s_tokenizer.Find("</s>"), s_tokenizer.UnknownId));
        Assert.Equal("king", s_tokenizer.Decode([0, .. s_tokenizer.Encode("king"), 1, 0]));
        Assert.Null(s_tokenizer.Find("<extra_id_0>"));
    }

    [Fact]
    public void Encode_KnowsExtraIds_WhereThereAreSome()
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(TokenizerFiles.SentencePiece, extraIds: 100);
        Assert.Equal(s_tokenizer.Size + 100, tokenizer.Size);
        Assert.Equal((tokenizer.Size - 1, tokenizer.Size - 100), (tokenizer.Find("<extra_id_0>"), tokenizer.Find("<extra_id_99>")));
        int[] ids = tokenizer.Encode("The <extra_id_0> walks <extra_id_1><extra_id_100>");
        Assert.Equal([.. s_tokenizer.Encode("The"), tokenizer.Size - 1, .. s_tokenizer.Encode("walks"), tokenizer.Size - 2,
            .. s_tokenizer.Encode("<extra_id_100>")], ids);
        Assert.Equal("The<extra_id_0> walks<extra_id_1>", tokenizer.Decode(ids.AsSpan(..^s_tokenizer.Encode("<extra_id_100>").Length)));
        foreach (string none in new[] { "<extra_id_", "<extra_id_>", "<extra_id_007>", "<extra_id_-1>", "<extra_id_99999999999999>" })
            Assert.Equal(s_tokenizer.Encode(none), tokenizer.Encode(none));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("the king ")]
    [InlineData(" ")]
    [InlineData("😀")]
    [InlineData("<extra_id_")]
    [InlineData("\0")]
    [InlineData("שלום ")]
    public void Encode_TakesTimeInProportion_OfAMillionCharacters(string part)
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(TokenizerFiles.SentencePiece, extraIds: 100);
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        long start = Stopwatch.GetTimestamp();
        Assert.True(tokenizer.Encode(text).Length <= text.Length + 1);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} s");
    }

    [Fact]
    public void Encode_TakesHalvesOfSurrogatePairs_ForU_FFFD()
    {
        Assert.Equal(s_tokenizer.Encode("the\ufffd king"), s_tokenizer.Encode("the\ud83d king"));
        Assert.Equal(s_tokenizer.Encode("\ufffdthe"), s_tokenizer.Encode("\ude00the"));
    }

    [Fact]
    public void Load_EndsInOneLine_WhereverTheFileIsCut()
    {
        byte[] whole = File.ReadAllBytes(TokenizerFiles.SentencePiece);
        using var folder = new TemporaryFolder();
        foreach (int length in Enumerable.Range(0, 60).Select(i => (int)((long)whole.Length * i / 60)))
            Refused(folder, whole[..length]);
    }

    [Fact]
    public void Load_ReadsOrRefuses_WhateverByteIsDamaged()
    {
        byte[] whole = File.ReadAllBytes(TokenizerFiles.SentencePiece);
        using var folder = new TemporaryFolder();
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. whole];
            damaged[(int)((long)(whole.Length - 1) * i / 399)] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(folder.File("spiece.model"), damaged);
            try
            {
                SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(folder.File("spiece.model"));
                foreach (string text in new[] { "The king ½ ﬁne ｈａｌｆ 한국어", "\0\u0001éà\u0301", "  x  ", "😀" })
                    tokenizer.Decode(tokenizer.Encode(text));
            }
            catch (InvalidDataException error)
            {
                refused++;
                Assert.DoesNotContain('\n', error.Message);
            }
        }

        Assert.InRange(refused, 1, 399);
    }

    [Fact]
    public void Load_NamesWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("has no pieces", Refused(folder, []), StringComparison.Ordinal);
        Assert.Contains("a field of 4294967295 bytes is longer than the 1 bytes that are left",
            Refused(folder, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0]), StringComparison.Ordinal);
        Assert.Contains("has 0 pieces that stand for unknown text", Refused(folder, Model(("a", 1))), StringComparison.Ordinal);
        Assert.Contains("has the piece 'a' twice, as 1 and 2", Refused(folder, Model(("<unk>", 2), ("a", 1), ("a", 1))), StringComparison.Ordinal);
        Assert.Contains("piece 1 ('a') is of an unknown kind (9)", Refused(folder, Model(("<unk>", 2), ("a", 9))), StringComparison.Ordinal);
        Assert.Contains("is a byte-pair model; only unigram models can be read",
            Refused(folder, [.. Model(("<unk>", 2), ("a", 1)), 0x12, 2, 0x18, 2]), StringComparison.Ordinal);
        Assert.Contains("its normalization map says that it has 1000 bytes of keys, of 5 in all",
            Refused(folder, [.. Model(("<unk>", 2), ("a", 1)), 0x1A, 7, 0x12, 5, 0xE8, 3, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("cuts unknown text into bytes, and has no piece <0x00>",
            Refused(folder, [.. Model(("<unk>", 2), ("a", 1)), 0x12, 3, 0x98, 2, 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_KeepsPiecesOfUsersInOne_AndCutsUnknownTextIntoBytes_WhereTheFileSaysSo()
    {
        using var folder = new TemporaryFolder();
        (string, int)[] pieces = [("<unk>", 2), ("▁", 1), ("a", 1), ("ab", 1), ("<xy>", 4), .. Enumerable.Range(0, 256).Select(i => ($"<0x{i:X2}>", 6))];
        File.WriteAllBytes(folder.File("spiece.model"), [.. Model(pieces), 0x12, 3, 0x98, 2, 1]);
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(folder.File("spiece.model"));
        int[] ids = tokenizer.Encode("ab<xy>a é");
        Assert.Equal(["▁", "ab", "<xy>", "a", "▁", "<0xC3>", "<0xA9>"], ids.Select(tokenizer.Symbol));
        Assert.Equal("ab<xy>a é", tokenizer.Decode(ids));
        Assert.Equal("ab<xy>a \ufffd", string.Concat(tokenizer.Decode((IEnumerable<int>)ids[..^1])));
    }

    static string Refused(TemporaryFolder folder, byte[] contents)
    {
        File.WriteAllBytes(folder.File("spiece.model"), contents);
        string message = Assert.Throws<InvalidDataException>(() => SentencePieceTokenizer.Load(folder.File("spiece.model"))).Message;
        Assert.StartsWith(folder.File("spiece.model") + ": ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    static byte[] Model(params (string Text, int Kind)[] pieces)
    {
        List<byte> bytes = [];
        foreach ((string text, int kind) in pieces)
        {
            byte[] name = Encoding.UTF8.GetBytes(text);
            bytes.AddRange([0x0A, (byte)(name.Length + 9), 0x0A, (byte)name.Length, .. name, 0x15, 0, 0, 0x80, 0xBF, 0x18, (byte)kind]);
        }

        return [.. bytes];
    }
}
