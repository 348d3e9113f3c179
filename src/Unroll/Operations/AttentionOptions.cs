using Unroll.Arguments;
using Unroll.Kernels.Attention;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>How an attention turns queries and keys into weights.</summary>
public readonly struct AttentionOptions
{
    /// <summary>One head, no scale, no bias, no dropout; every query sees every key.</summary>
    public AttentionOptions()
    {
    }

    /// <summary>Heads: equal parts of the features, each of which attends alone.</summary>
    public int Heads { get; init => field = Argument.AtLeast(1, value); } = 1;

    /// <summary>What dot products are multiplied by; 1/√(key size) in most networks.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>[heads, queries, keys], added to the scores of every row of the batch; empty for none.</summary>
    public Tensor Bias { get; init; }

    /// <summary>Whether query i sees only the keys up to its own, which is key <see cref="FirstQuery"/> + i.</summary>
    public bool IsCausal { get; init; }

    /// <summary>The key that belongs to the first query of a causal attention: how many steps were read before, where keys are kept.</summary>
    public int FirstQuery { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>The share of weights that become 0, the others being scaled up; in [0, 1].</summary>
    public float Dropout { get; init => field = Argument.Fraction(value); }

    /// <summary>Which weights dropout takes.</summary>
    public RandomKey DropoutKey { get; init; }

    internal AttentionScoring Scoring => new(Scale, IsCausal, FirstQuery, Dropout, DropoutKey.Value);
}
