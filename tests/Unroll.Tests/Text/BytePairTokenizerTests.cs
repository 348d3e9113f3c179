using System.Diagnostics;
using System.Text;
using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class BytePairTokenizerTests
{
    const string Sample = "the lower the tower, the slower the flower; lowest towers don't show -- the newest flowers.\n\n    the 1984 the 1984\n";

    [Theory]
    [InlineData("")]
    [InlineData(Sample)]
    [InlineData("北京 is 漢字 😀👩‍👩‍👧 שלום\u0301 \0\u0001\u200b\ufffd")]
    [InlineData("  \r\n\t x   y  ")]
    public void Decode_GivesEveryTextBack(string text)
    {
        foreach (BytePairTokenizer tokenizer in new[] { new BytePairTrainer { Size = 256 }.Train(), new BytePairTrainer { Size = 300 }.Train(Sample) })
        {
            int[] ids = tokenizer.Encode(text, out IReadOnlyList<string> unseen);
            Assert.Empty(unseen);
            Assert.Equal(text, tokenizer.Decode(ids));
            Assert.Equal(text, string.Concat(tokenizer.Decode((IEnumerable<int>)ids)));
            Assert.Equal(Encoding.UTF8.GetByteCount(text), ids.Sum(id => tokenizer.Bytes(id).Length));
        }
    }

    [Fact]
    public void Decode_GivesRandomTextsBack()
    {
        BytePairTokenizer tokenizer = new BytePairTrainer { Size = 400 }.Train(Sample);
        var random = new RandomStream(RandomKey.FromSeed(1));
        for (int i = 0; i < 500; i++)
        {
            int letters = i % 2 == 0 ? 0x100 : 0xD800;
            string text = new([.. Enumerable.Range(0, (int)(random.NextDouble() * 90)).Select(_ => (char)(random.NextDouble() * letters))]);
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void Encode_TakesHalvesOfSurrogatePairs_ForU_FFFD() =>
        Assert.Equal("a\ufffdb\ufffd", new BytePairTrainer { Size = 256 }.Train() is var bytes ? bytes.Decode(bytes.Encode("a\ud83db\ude00")) : "");

    [Fact]
    public void Decode_HoldsBackBytesOfACharacter_UntilItIsWhole()
    {
        BytePairTokenizer tokenizer = new BytePairTrainer { Size = 256 }.Train();
        Assert.Equal(["", "é", "", "", "", "😀"], tokenizer.Decode(tokenizer.Encode("é😀").AsEnumerable()));
        Assert.Equal(["", "\ufffd"], tokenizer.Decode(new[] { 0xC3 }.AsEnumerable()));
        Assert.Equal("<C3>", tokenizer.Symbol(0xC3));
        Assert.Contains("id 256 at position 1", Assert.Throws<ArgumentException>(() => tokenizer.Decode([1, 256])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, 1)]
    [InlineData(280, 2)]
    [InlineData(2000, 2)]
    public void Train_EqualsTheNaiveForm(int size, int minimumCount)
    {
        BytePairTokenizer tokenizer = new BytePairTrainer { Size = size, MinimumCount = minimumCount }.Train(Sample);
        Assert.Equal(Naive(Words(Sample), size, minimumCount), Enumerable.Range(256, tokenizer.Size - 256).Select(tokenizer.Symbol));
        Assert.Equal(tokenizer.Encode(Sample), BytePairTokenizer.FromJson(tokenizer.ToJson()).Encode(Sample));
    }

    [Fact]
    public void Encode_MergesWithinWordsOnly_TheSpaceBeforeAWordIsItsOwn()
    {
        BytePairTokenizer tokenizer = new BytePairTrainer { Size = 2000 }.Train(string.Concat(Enumerable.Repeat(Sample, 3)));
        Assert.Equal(["the", " lower", " the", " tower", ",", " don't", " --", ".", "\n\n   ", " the", " 1984"],
            tokenizer.Encode("the lower the tower, don't --.\n\n    the 1984").Select(tokenizer.Symbol));
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("the king ")]
    [InlineData("😀")]
    public void Encode_TakesTimeInProportion_OfAMillionCharacters(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        long start = Stopwatch.GetTimestamp();
        BytePairTokenizer tokenizer = new BytePairTrainer { Size = 500 }.Train(text);
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} s");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"merges":1}""")]
    [InlineData("""{"merges":[[1]]}""")]
    [InlineData("""{"merges":[[256,1]]}""")]
    [InlineData("""{"merges":[[-1,1]]}""")]
    [InlineData("""{"merges":[[1,2],[1,2]]}""")]
    [InlineData("""{"merges":[["a","b"]]}""")]
    public void FromJson_Throws_WhenTheTextIsNotTokens(string json) =>
        Assert.StartsWith("byte-pair tokens: ", Assert.Throws<InvalidDataException>(() => BytePairTokenizer.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Train_Refuses_ASizeWithoutRoomForTheBytes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BytePairTrainer { Size = 255 }.Train("a"));

    /// <summary>The parts that merges stay within, of this sample, by hand.</summary>
    static List<string[]> Words(string text) =>
    [
        .. System.Text.RegularExpressions.Regex.Matches(text, @" ?[a-z]+('[a-z]+)?| ?\d+| ?[-,;.]+|\s+(?!\S)|\s+(?=\s\S)|\s+")
            .Select(match => match.Value.Select(letter => letter.ToString()).ToArray()),
    ];

    /// <summary>Counts all pairs anew for every merge; ids are those of ASCII.</summary>
    static List<string> Naive(List<string[]> words, int size, int minimumCount)
    {
        List<string> tokens = [.. Enumerable.Range(0, 256).Select(value => ((char)value).ToString())];
        while (tokens.Count < size)
        {
            var pairs = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair).Where(pair => pair.Count() >= minimumCount)
                .OrderByDescending(pair => pair.Count()).ThenBy(pair => tokens.IndexOf(pair.Key.First)).ThenBy(pair => tokens.IndexOf(pair.Key.Second));
            if (pairs.FirstOrDefault() is not { } best)
                break;
            string merged = best.Key.First + best.Key.Second;
            if (!tokens.Contains(merged))
                tokens.Add(merged);
            words = [.. words.Select(word => WordPieceTrainerTests.Merge(word, best.Key, merged))];
        }

        return tokens[256..];
    }
}
