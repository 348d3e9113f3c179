using Unroll.Kernels.Normalization;

namespace Unroll.Kernels.Attention;

/// <summary>Where the gradients of <see cref="AttentionInputs"/> go; those that are not wanted are empty.</summary>
readonly ref struct AttentionGradients
{
    public GradientTarget Queries { get; init; }

    public GradientTarget Keys { get; init; }

    public GradientTarget Values { get; init; }

    public GradientTarget Bias { get; init; }

    public GradientTarget Additive { get; init; }

    public void Check(AttentionShape shape)
    {
        Queries.Check(shape.QueryLength, nameof(Queries));
        Keys.Check(shape.KeyLength, nameof(Keys));
        Values.Check(shape.ValueLength, nameof(Values));
        Bias.Check((long)shape.Heads * shape.Queries * shape.Keys, nameof(Bias));
        Additive.Check(shape.KeySize, nameof(Additive));
    }
}
