using Unroll.Randomness;
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

    /// <summary>Cuts texts into sequences, one after another; the last one of a text may be shorter. A sequence of unknown words alone is left out.</summary>
    /// <param name="tokenizer">What cuts the texts into tokens.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="length">Tokens of a sequence with its frame.</param>
    public static TokenSequences From(WordPieceTokenizer tokenizer, IReadOnlyList<string> texts, int length)
    {
        int start = tokenizer.Find("[CLS]")!.Value, end = tokenizer.Find("[SEP]")!.Value;
        return new TokenSequences([.. texts.SelectMany(text => tokenizer.Encode(text).Chunk(length - Frame))
            .Where(tokens => tokens.Any(token => token != tokenizer.UnknownId)).Select(tokens => (int[])[start, .. tokens, end])]);
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
