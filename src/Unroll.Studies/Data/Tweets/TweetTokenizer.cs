using Unroll.Text;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Cuts cleaned tweets into the pieces of a vocabulary. A number (<see cref="TweetCleaning.Number"/>) is read as one word.</summary>
public sealed class TweetTokenizer
{
    const string Start = "[CLS]", End = "[SEP]", NumberWord = "number";

    readonly int? _start, _end;
    readonly int[] _number;

    /// <summary>A tokenizer with a vocabulary of WordPiece.</summary>
    /// <param name="pieces">The vocabulary. Where it has no <c>&lt;number&gt;</c>, the word "number" or else the unknown piece stands for a number.</param>
    /// <param name="isFramed">Whether a tweet begins with [CLS] and ends with [SEP], as a BERT reads it.</param>
    /// <param name="paddingId">The id of padding.</param>
    /// <exception cref="InputException">The vocabulary has no [CLS] or no [SEP], and a tweet is framed.</exception>
    public TweetTokenizer(WordPieceTokenizer pieces, bool isFramed, int paddingId = 0)
        : this(pieces, isFramed ? Special(pieces, Start) : null, isFramed ? Special(pieces, End) : null, paddingId)
    {
    }

    TweetTokenizer(ITokenizer pieces, int? start, int? end, int paddingId)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        (Pieces, PaddingId, _start, _end) = (pieces, paddingId, start, end);
        _number = pieces is WordPieceTokenizer words
            ? [words.Find(TweetCleaning.Number) ?? words.Find(NumberWord) ?? words.UnknownId]
            : pieces.Encode(NumberWord);
    }

    /// <summary>The pieces that stand for no word, in the order of their ids: BERT's, and <see cref="TweetCleaning.Number"/>.</summary>
    public static IReadOnlyList<string> SpecialPieces { get; } = ["[PAD]", "[UNK]", Start, End, "[MASK]", TweetCleaning.Number];

    /// <summary>The vocabulary.</summary>
    public ITokenizer Pieces { get; }

    /// <summary>Whether a tweet begins with [CLS] and ends with [SEP].</summary>
    public bool IsFramed => _start is not null;

    /// <summary>The id of padding.</summary>
    public int PaddingId { get; }

    /// <summary>A tokenizer whose tweets end with an id and begin with none, as a T5 reads them.</summary>
    /// <param name="pieces">The vocabulary.</param>
    /// <param name="endId">The id that ends a tweet.</param>
    /// <param name="paddingId">The id of padding.</param>
    public static TweetTokenizer WithEnd(ITokenizer pieces, int endId, int paddingId) => new(pieces, null, endId, paddingId);

    /// <summary>Makes a vocabulary from cleaned tweets.</summary>
    /// <param name="tweets">The tweets.</param>
    /// <param name="size">The most pieces that it may have, more than the <see cref="SpecialPieces"/> and the whole words.</param>
    /// <param name="wholeWords">Words that are one piece each, after the special ones, however rare they are.</param>
    /// <exception cref="InputException">The tweets have no words.</exception>
    public static TweetTokenizer Train(IEnumerable<string> tweets, int size, params IReadOnlyList<string> wholeWords)
    {
        ArgumentNullException.ThrowIfNull(tweets);
        ArgumentNullException.ThrowIfNull(wholeWords);
        string[] words = [.. tweets.Select(tweet => tweet.Replace(TweetCleaning.Number, " ", StringComparison.Ordinal))];
        return words.Any(text => text.AsSpan().ContainsAnyExcept(' '))
            ? new TweetTokenizer(new WordPieceTrainer { Size = size, SpecialPieces = [.. SpecialPieces, .. wholeWords] }.Train(words), isFramed: false)
            : throw new InputException("the tweets have no words to make a vocabulary of");
    }

    /// <summary>All tokens of a cleaned tweet, with those that begin and end it.</summary>
    public int[] Encode(string tweet)
    {
        ArgumentNullException.ThrowIfNull(tweet);
        List<int> ids = [];
        if (_start is { } start)
            ids.Add(start);
        string[] parts = tweet.Split(TweetCleaning.Number);
        for (int part = 0; part < parts.Length; part++)
        {
            if (part > 0)
                ids.AddRange(_number);
            ids.AddRange(Pieces.Encode(parts[part]));
        }

        if (_end is { } end)
            ids.Add(end);
        return [.. ids];
    }

    /// <summary>Tokens cut to a length, but for the last that ends a tweet.</summary>
    public int[] Cut(int[] tokens, int length)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int[] cut = new int[Math.Min(tokens.Length, length)];
        Fit(tokens, cut);
        return cut;
    }

    /// <summary>Writes tokens into a sample of a fixed length: what is longer is cut, but for the end of a tweet, and what is shorter is padded.</summary>
    public void Fit(ReadOnlySpan<int> tokens, Span<int> sample)
    {
        int length = Math.Min(tokens.Length, sample.Length);
        tokens[..length].CopyTo(sample);
        sample[length..].Fill(PaddingId);
        if (_end is { } end && tokens.Length > sample.Length)
            sample[^1] = end;
    }

    static int Special(WordPieceTokenizer pieces, string piece)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Find(piece) ?? throw new InputException($"the vocabulary has no {piece}, with which the texts of a BERT begin or end");
    }
}
