namespace Unroll.Kernels.Attention;

/// <summary>What an attention reads, forwards and backwards.</summary>
readonly ref struct AttentionInputs
{
    /// <summary>[queries, batch, heads · key size].</summary>
    public ReadOnlySpan<float> Queries { get; init; }

    /// <summary>[keys, batch, heads · key size].</summary>
    public ReadOnlySpan<float> Keys { get; init; }

    /// <summary>[keys, batch, heads · value size].</summary>
    public ReadOnlySpan<float> Values { get; init; }

    /// <summary>[heads, queries, keys], added to the scores of every row of the batch; empty for none.</summary>
    public ReadOnlySpan<float> Bias { get; init; }

    /// <summary>w of the scores Σ w·tanh(q + k) (Bahdanau et al., 2014): [key size], for one head; empty for dot products.</summary>
    public ReadOnlySpan<float> Additive { get; init; }

    public void Check(AttentionShape shape)
    {
        Lengths.Check(Queries, shape.QueryLength);
        Lengths.Check(Keys, shape.KeyLength);
        Lengths.Check(Values, shape.ValueLength);
        Lengths.Check(Bias, Bias.IsEmpty ? 0 : (long)shape.Heads * shape.Queries * shape.Keys);
        Lengths.Check(Additive, Additive.IsEmpty ? 0 : shape.Heads == 1 ? shape.KeySize : int.MaxValue);
    }
}
