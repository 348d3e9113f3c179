namespace Unroll.Kernels.Normalization;

/// <summary>Where a kernel leaves one of several gradients.</summary>
/// <param name="values">The gradient; empty if it is not wanted.</param>
/// <param name="accumulate">Whether it is added to what is there.</param>
readonly ref struct GradientTarget(Span<float> values, bool accumulate)
{
    public readonly Span<float> Values = values;
    public readonly bool Accumulate = accumulate;

    public void Check(long needed, string name) => Lengths.Check(Values, Values.IsEmpty ? 0 : needed, name);
}
