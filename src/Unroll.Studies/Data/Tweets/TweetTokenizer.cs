using Unroll.Text;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Cuts cleaned tweets into the pieces of a WordPiece vocabulary. A number (<see cref="TweetCleaning.Number"/>) is one token.</summary>
public sealed class TweetTokenizer
{
    const string Start = "[CLS]", End = "[SEP]", NumberWord = "number";

    readonly int? _start, _end;
    readonly int _number;

    /// <summary>A tokenizer with a vocabulary.</summary>
    /// <param name="pieces">The vocabulary. Where it has no <c>&lt;number&gt;</c>, the word "number" or else the unknown piece stands for a number.</param>
    /// <param name="isFramed">Whether a tweet begins with [CLS] and ends with [SEP], as a BERT reads it.</param>
    /// <param name="paddingId">The id of padding.</param>
    /// <exception cref="InputException">The vocabulary has no [CLS] or no [SEP], and a tweet is framed.</exception>
    public TweetTokenizer(WordPieceTokenizer pieces, bool isFramed, int paddingId = 0)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        (Pieces, IsFramed, PaddingId) = (pieces, isFramed, paddingId);
        if (isFramed)
            (_start, _end) = (Special(Start), Special(End));
        _number = pieces.Find(TweetCleaning.Number) ?? pieces.Find(NumberWord) ?? pieces.UnknownId;
    }

    /// <summary>The pieces that stand for no word, in the order of their ids: BERT's, and <see cref="TweetCleaning.Number"/>.</summary>
    public static IReadOnlyList<string> SpecialPieces { get; } = ["[PAD]", "[UNK]", Start, End, "[MASK]", TweetCleaning.Number];

    /// <summary>The vocabulary.</summary>
    public WordPieceTokenizer Pieces { get; }

    /// <summary>Whether a tweet begins with [CLS] and ends with [SEP].</summary>
    public bool IsFramed { get; }

    /// <summary>The id of padding.</summary>
    public int PaddingId { get; }

    /// <summary>Makes a vocabulary from cleaned tweets.</summary>
    /// <param name="tweets">The tweets.</param>
    /// <param name="size">The most pieces that it may have, more than the <see cref="SpecialPieces"/>.</param>
    /// <exception cref="InputException">The tweets have no words.</exception>
    public static TweetTokenizer Train(IEnumerable<string> tweets, int size)
    {
        ArgumentNullException.ThrowIfNull(tweets);
        string[] words = [.. tweets.Select(tweet => tweet.Replace(TweetCleaning.Number, " ", StringComparison.Ordinal))];
        return words.Any(text => text.AsSpan().ContainsAnyExcept(' '))
            ? new TweetTokenizer(new WordPieceTrainer { Size = size, SpecialPieces = SpecialPieces }.Train(words), isFramed: false)
            : throw new InputException("the tweets have no words to make a vocabulary of");
    }

    /// <summary>All tokens of a cleaned tweet, with [CLS] and [SEP] where it is framed.</summary>
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
                ids.Add(_number);
            ids.AddRange(Pieces.Encode(parts[part]));
        }

        if (_end is { } end)
            ids.Add(end);
        return [.. ids];
    }

    /// <summary>Writes tokens into a sample of a fixed length: what is longer is cut, but for the last [SEP], and what is shorter is padded.</summary>
    public void Fit(ReadOnlySpan<int> tokens, Span<int> sample)
    {
        int length = Math.Min(tokens.Length, sample.Length);
        tokens[..length].CopyTo(sample);
        sample[length..].Fill(PaddingId);
        if (_end is { } end && tokens.Length > sample.Length)
            sample[^1] = end;
    }

    int Special(string piece) => Pieces.Find(piece)
        ?? throw new InputException($"the vocabulary has no {piece}, with which the texts of a BERT begin or end");
}
