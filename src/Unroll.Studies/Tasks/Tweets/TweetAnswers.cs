using Unroll.Metrics;
using Unroll.Studies.Data.Tweets;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>How a T5 answers: the name of a class as tokens, and the end. Any other answer is none of the classes.</summary>
sealed class TweetAnswers
{
    /// <summary>An answer that has no end after so many tokens is none of the classes.</summary>
    const int LongestOther = 16;

    readonly TweetTokenizer _tokenizer;
    readonly T5Configuration _configuration;

    /// <exception cref="InputException">The vocabulary cannot spell the name of a class.</exception>
    public TweetAnswers(TweetTokenizer tokenizer, T5Configuration configuration)
    {
        (_tokenizer, _configuration) = (tokenizer, configuration);
        Tokens = [.. TweetsData.Classes.Select(name => (int[])[.. tokenizer.Pieces.Encode(name), configuration.EndId])];
        for (int number = 0; number < Tokens.Count; number++)
            if (Read(Tokens[number]).Class != number)
                throw new InputException(
                    $"the vocabulary cannot spell '{TweetsData.Classes[number]}', which a T5 is to write; it needs pieces for its letters");
    }

    /// <summary>The answer of each class, with the end's id.</summary>
    public IReadOnlyList<int[]> Tokens { get; }

    /// <summary>Tokens of the longest answer.</summary>
    public int Length => Tokens.Max(tokens => tokens.Length);

    /// <summary>The most tokens that are written.</summary>
    public int MaximalLength => Math.Max(Length, LongestOther);

    /// <summary>What an answer says, and its class or <see cref="ConfusionMatrix.Other"/>.</summary>
    /// <param name="ids">The tokens, with the end's id where the answer has ended.</param>
    public (string Text, int Class) Read(IReadOnlyList<int> ids)
    {
        int[] tokens = [.. ids.TakeWhile(id => id != _configuration.EndId)];

        // The table of a T5 may have rows that stand for no piece.
        string text = string.Join(' ', tokens.Any(id => id >= _tokenizer.Pieces.Size)
            ? tokens.Select(id => id < _tokenizer.Pieces.Size ? _tokenizer.Pieces.Symbol(id) : $"<{id}>")
            : [_tokenizer.Pieces.Decode(tokens).Trim()]);
        bool hasEnded = ids.Count > tokens.Length;
        return (text, hasEnded ? Enumerable.Range(0, Tokens.Count).FirstOrDefault(number => TweetsData.Classes[number] == text, ConfusionMatrix.Other)
            : ConfusionMatrix.Other);
    }

    /// <summary>The answers to tweets as a T5 learns to write them, padded to <see cref="Length"/>, one after another.</summary>
    public int[] Targets(IReadOnlyList<int> classes) => Padded(classes, answer => answer);

    /// <summary>What stands before each token of <see cref="Targets"/>: the start's id, then the answer; nothing after the answer's last token.</summary>
    public int[] Before(IReadOnlyList<int> classes) => Padded(classes, answer => [_configuration.StartId, .. answer[..^1]]);

    int[] Padded(IReadOnlyList<int> classes, Func<int[], int[]> tokens)
    {
        int length = Length;
        int[] all = new int[classes.Count * length];
        Array.Fill(all, _configuration.PaddingId);
        for (int tweet = 0; tweet < classes.Count; tweet++)
            tokens(Tokens[classes[tweet]]).CopyTo(all, tweet * length);
        return all;
    }
}
