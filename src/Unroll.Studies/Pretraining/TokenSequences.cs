using Unroll.Randomness;
using Unroll.Studies.Data.Tweets;
using Unroll.Text;

namespace Unroll.Studies.Pretraining;

/// <summary>Texts as sequences of tokens that a BERT reads: [CLS], a piece of a text, [SEP].</summary>
sealed class TokenSequences
{
    /// <summary>[CLS] and [SEP].</summary>
    public const int Frame = 2;

    const ulong ChoiceDomain = 7;

    TokenSequences(IReadOnlyList<int[]> sequences) => Sequences = sequences;

    /// <summary>The sequences.</summary>
    public IReadOnlyList<int[]> Sequences { get; }

    /// <summary>Tokens of all sequences without their frames.</summary>
    public long Tokens => Sequences.Sum(sequence => (long)sequence.Length - Frame);

    /// <summary>Tweets that were too long.</summary>
    public int CutTweets { get; private init; }

    /// <summary>
    /// Cuts texts into sequences, one after another; the last one of a text may be shorter. A tweet is one sequence, without what is too long. A sequence of
    /// unknown words alone is left out.
    /// </summary>
    /// <param name="tokenizer">What cuts the texts into tokens.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="length">Tokens of a sequence with its frame.</param>
    public static TokenSequences From(WordPieceTokenizer tokenizer, IReadOnlyList<PretrainingText> texts, int length)
    {
        int start = tokenizer.Find("[CLS]")!.Value, end = tokenizer.Find("[SEP]")!.Value, most = length - Frame, cut = 0;
        var tweets = new TweetTokenizer(tokenizer, isFramed: false);
        List<int[]> sequences = [];
        foreach (PretrainingText text in texts)
        {
            int[] ids = text.IsTweet ? tweets.Encode(text.Text) : tokenizer.Encode(text.Text);
            cut += text.IsTweet && ids.Length > most ? 1 : 0;
            foreach (int[] tokens in ids.Chunk(most).Take(text.IsTweet ? 1 : int.MaxValue))
                if (tokens.Any(token => token != tokenizer.UnknownId))
                    sequences.Add([start, .. tokens, end]);
        }

        return new TokenSequences(sequences) { CutTweets = cut };
    }

    /// <summary>Sequences drawn at random, in their order, until another one would be more than so many tokens.</summary>
    /// <param name="tokens">The most tokens.</param>
    /// <param name="seed">Decides which ones.</param>
    public TokenSequences Draw(long tokens, long seed)
    {
        var order = new Permutation(RandomKey.FromSeed(seed).Derive(ChoiceDomain), Sequences.Count);
        List<int> drawn = [];
        for (int i = 0; i < Sequences.Count && (tokens -= Sequences[order[i]].Length - Frame) >= 0; i++)
            drawn.Add(order[i]);
        return new TokenSequences([.. drawn.Order().Select(number => Sequences[number])]);
    }
}
