using Unroll.Arguments;
using Unroll.Kernels.Random;
using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Transformers;

/// <summary>
/// Chooses the tokens of a text that a masked-language model has to find again (Devlin et al., 2019): a share of them, at least one, none of them special. Most
/// of those are replaced by <c>[MASK]</c>, some by another token at random, and some stay as they are.
/// </summary>
public sealed class TokenMasking
{
    static readonly string[] s_specialPieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    readonly bool[] _isSpecial;
    readonly int[] _ordinary;

    /// <summary>The masking of a vocabulary.</summary>
    /// <param name="vocabulary">The number of ids.</param>
    /// <param name="maskId">The id that stands for a masked token.</param>
    /// <param name="specialIds">The ids that are never chosen and never stand in for another; the masked one is of them, whether it is named or not.</param>
    /// <exception cref="ArgumentException">An id is not in the vocabulary, or there are only special ones.</exception>
    public TokenMasking(int vocabulary, int maskId, params IEnumerable<int> specialIds)
    {
        ArgumentNullException.ThrowIfNull(specialIds);
        _isSpecial = new bool[Argument.AtLeast(1, vocabulary)];
        foreach (int id in specialIds.Append(maskId))
            if ((uint)id < (uint)vocabulary)
                _isSpecial[id] = true;
            else
                throw new ArgumentOutOfRangeException(nameof(specialIds), id, $"Ids of this vocabulary run from 0 to {vocabulary - 1}.");
        _ordinary = [.. Enumerable.Range(0, vocabulary).Where(id => !_isSpecial[id])];
        if (_ordinary.Length == 0)
            throw new ArgumentException($"All {vocabulary} ids are special; there is none to be chosen.", nameof(specialIds));
        MaskId = maskId;
    }

    /// <summary>The masking of a tokenizer's vocabulary; special are those of [PAD], [UNK], [CLS], [SEP] and [MASK] that it has.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="share">The part of a text's ordinary tokens that is chosen.</param>
    /// <exception cref="ArgumentException">The vocabulary has no [MASK].</exception>
    public static TokenMasking For(WordPieceTokenizer tokenizer, double share = 0.15)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        int mask = tokenizer.Find("[MASK]") ?? throw new ArgumentException("The vocabulary has no [MASK], which stands for masked tokens.", nameof(tokenizer));
        return new TokenMasking(tokenizer.Size, mask, s_specialPieces.Select(tokenizer.Find).OfType<int>()) { Share = share };
    }

    /// <summary>The number of ids.</summary>
    public int Vocabulary => _isSpecial.Length;

    /// <summary>The id that stands for a masked token.</summary>
    public int MaskId { get; }

    /// <summary>The part of a text's ordinary tokens that is chosen.</summary>
    public double Share { get; init => field = Argument.Fraction(value); } = 0.15;

    /// <summary>The part of the chosen tokens that becomes <c>[MASK]</c>.</summary>
    public double MaskedShare { get; init => field = Argument.Fraction(value); } = 0.8;

    /// <summary>The part of the chosen tokens that becomes another token, each of the ordinary ones with the same probability.</summary>
    public double RandomShare { get; init => field = Argument.Fraction(value); } = 0.1;

    /// <summary>Whether an id is never chosen.</summary>
    public bool IsSpecial(int id) => _isSpecial[id];

    /// <summary>How many tokens of a text are chosen: the share of its ordinary ones, rounded, and at least one; none where all are special.</summary>
    public int Count(ReadOnlySpan<int> ids)
    {
        int ordinary = 0;
        foreach (int id in ids)
            ordinary += _isSpecial[id] ? 0 : 1;
        return ordinary == 0 ? 0 : Math.Clamp((int)Math.Round(ordinary * Share, MidpointRounding.AwayFromZero), 1, ordinary);
    }

    /// <summary>Chooses tokens; the same ones for the same key.</summary>
    /// <param name="ids">The text.</param>
    /// <param name="key">Decides which ones.</param>
    /// <param name="places">Takes the places of the chosen ones in ascending order: <see cref="Count"/> of them.</param>
    public void Choose(ReadOnlySpan<int> ids, RandomKey key, Span<int> places)
    {
        Span<int> ordinary = ids.Length <= 1024 ? stackalloc int[ids.Length] : new int[ids.Length];
        int count = 0;
        for (int place = 0; place < ids.Length; place++)
            if (!_isSpecial[ids[place]])
                ordinary[count++] = place;
        new Permutation(key, count).Fill(0, places);
        for (int i = 0; i < places.Length; i++)
            places[i] = ordinary[places[i]];
        places.Sort();
    }

    /// <summary>What is read in place of a chosen token.</summary>
    /// <param name="id">The token.</param>
    /// <param name="place">Its place in the text.</param>
    /// <param name="key">The key that the tokens of the text were chosen with.</param>
    public int Replace(int id, int place, RandomKey key)
    {
        Philox.Block(key.Value, (ulong)place, 0, out uint kind, out uint other, out _, out _);
        double draw = kind * (1.0 / (1L << 32));
        return draw < MaskedShare ? MaskId : draw < MaskedShare + RandomShare ? _ordinary[(int)(((ulong)other * (uint)_ordinary.Length) >> 32)] : id;
    }
}
