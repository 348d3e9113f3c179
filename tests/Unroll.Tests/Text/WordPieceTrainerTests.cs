using System.Diagnostics;
using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class WordPieceTrainerTests
{
    const string Sentences = "The lower the tower, the slower the flower. Lowest towers show newest flowers; a new show is now the newest. É é à la 北京 - -";

    [Theory]
    [InlineData(60, 1)]
    [InlineData(70, 2)]
    [InlineData(400, 1)]
    [InlineData(400, 3)]
    public void Train_EqualsTheNaiveForm(int size, int minimumCount)
    {
        var trainer = new WordPieceTrainer { Size = size, MinimumCount = minimumCount };
        foreach (string text in new[] { Sentences, Random(300, "abc "), Random(2000, "abcdefgh   ") })
            Assert.Equal(Naive(text, size, minimumCount), trainer.Train(text).Pieces);
    }

    [Fact]
    public void Train_MergesThePairThatIsMostFrequent_AndOfEqualsTheOneWithTheSmallerIds()
    {
        // b·c and a·b stand side by side twice each: ##b has a smaller id than ##c, but a begins, and its id is smaller still.
        IReadOnlyList<string> pieces = new WordPieceTrainer { Size = 5 + 6 + 1 }.Train("abc abc").Pieces;
        Assert.Equal(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "##a", "##b", "##c", "ab"], pieces);
    }

    [Fact]
    public void Train_CutsEveryWordOfKnownCharacters()
    {
        WordPieceTokenizer tokenizer = new WordPieceTrainer { Size = 60 }.Train(Sentences);
        Assert.DoesNotContain(tokenizer.UnknownId, tokenizer.Encode("rewolf tsewen, wohs; ehT - la"));
        Assert.Equal([tokenizer.UnknownId], tokenizer.Encode("zebra"));
        Assert.Equal("the lower the tower", tokenizer.Decode(tokenizer.Encode("The lower the tower")));
    }

    [Fact]
    public void Train_KeepsTheMostFrequentCharacters_WhereThereIsNoRoomForAll()
    {
        IReadOnlyList<string> pieces = new WordPieceTrainer { Size = 9 }.Train("ab ab ab b, c").Pieces;
        Assert.Equal(["a", "b", "##a", "##b"], pieces.Skip(5));
    }

    [Fact]
    public void Train_FollowsTheOptions()
    {
        WordPieceTokenizer tokenizer = new WordPieceTrainer { Size = 30, Options = new() { LowerCase = false } }.Train("É É");
        Assert.Contains("É", tokenizer.Pieces);
        Assert.Equal(new WordPieceTrainer().Train("a b c").Pieces, new WordPieceTrainer().Train("a", "b c").Pieces);
    }

    [Fact]
    public void Train_Refuses_WhatCannotBe()
    {
        Assert.Throws<ArgumentException>(() => new WordPieceTrainer().Train(" \n"));
        Assert.Throws<ArgumentException>(() => new WordPieceTrainer().Train());
        Assert.Contains("Size is 5", Assert.Throws<ArgumentException>(() => new WordPieceTrainer { Size = 5 }.Train("a")).Message, StringComparison.Ordinal);
        Assert.Contains("[UNK]", Assert.Throws<ArgumentException>(() => new WordPieceTrainer { SpecialPieces = ["[PAD]"] }.Train("a")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordPieceTrainer { MinimumCount = 0 }.Train("a"));
    }

    [Fact]
    public void Train_TakesSeconds_ForAMegabyte()
    {
        string text = Random(1_000_000, "eeeeettttaaaooiinnsshhrrdlucmwf         ");
        long start = Stopwatch.GetTimestamp();
        new WordPieceTrainer { Size = 8000 }.Train(text);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 60, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} s");
    }

    /// <summary>Counts all pairs anew for every merge.</summary>
    static List<string> Naive(string text, int size, int minimumCount)
    {
        List<string> pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        WordPieceTokenizer characters = new([.. pieces, .. Enumerable.Range('a', 26).Select(c => ((char)c).ToString()),
            .. Enumerable.Range('a', 26).Select(c => $"##{(char)c}"), ",", ";", ".", "-", "北", "京"]);
        List<string[]> words = [];
        foreach (string piece in characters.Encode(text).Select(characters.Symbol))
            if (piece.StartsWith("##", StringComparison.Ordinal))
                words[^1] = [.. words[^1], piece];
            else
                words.Add([piece]);
        IEnumerable<string> letters = words.SelectMany(word => word).Select(piece => piece.Replace("##", "", StringComparison.Ordinal)).Distinct()
            .Order(StringComparer.Ordinal);
        pieces.AddRange(letters);
        pieces.AddRange(letters.Where(letter => words.Any(word => word.Length > 1 && word.Any(piece => piece == letter || piece == "##" + letter)))
            .Select(letter => "##" + letter));
        while (pieces.Count < size)
        {
            var pairs = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair).Where(pair => pair.Count() >= minimumCount)
                .OrderByDescending(pair => pair.Count()).ThenBy(pair => pieces.IndexOf(pair.Key.First)).ThenBy(pair => pieces.IndexOf(pair.Key.Second));
            if (pairs.FirstOrDefault() is not { } best)
                break;
            string merged = best.Key.First + best.Key.Second[2..];
            if (!pieces.Contains(merged))
                pieces.Add(merged);
            words = [.. words.Select(word => Merge(word, best.Key, merged))];
        }

        return pieces;
    }

    internal static string[] Merge(string[] word, (string First, string Second) pair, string merged)
    {
        List<string> result = [];
        for (int i = 0; i < word.Length; i++)
            if (i + 1 < word.Length && word[i] == pair.First && word[i + 1] == pair.Second)
            {
                result.Add(merged);
                i++;
            }
            else
            {
                result.Add(word[i]);
            }

        return [.. result];
    }

    static string Random(int length, string letters)
    {
        var random = new RandomStream(RandomKey.FromSeed(length));
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[(int)(random.NextDouble() * letters.Length)]));
    }
}
