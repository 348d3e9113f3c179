namespace Unroll.Kernels.MatMul;

/// <summary>
/// A left operand of a <see cref="GradientProduct"/> and where its gradient goes: x and dW of y = x·W, or, without values, a column of ones and the gradient
/// of a bias.
/// </summary>
/// <param name="values">[depth, columns] row by row; empty for ones.</param>
/// <param name="stride">Floats from row to row.</param>
/// <param name="columns">Columns: the rows of the gradient. None: nothing is computed.</param>
/// <param name="gradient">[columns, …].</param>
/// <param name="gradientStride">Floats from row to row of the gradient.</param>
/// <param name="accumulate">Whether the product is added to what is there.</param>
readonly ref struct GradientSource(ReadOnlySpan<float> values, int stride, int columns, Span<float> gradient, int gradientStride, bool accumulate)
{
    public readonly ReadOnlySpan<float> Values = values;
    public readonly int Stride = stride;
    public readonly int Columns = columns;
    public readonly Span<float> Gradient = gradient;
    public readonly int GradientStride = gradientStride;
    public readonly bool Accumulate = accumulate;

    /// <summary>The gradient of a bias.</summary>
    public static GradientSource Ones(Span<float> gradient, bool accumulate) => new([], 0, 1, gradient, 0, accumulate);

    public void Check(int depth, int width)
    {
        Lengths.Check(Values, Values.IsEmpty || depth == 0 ? 0 : ((long)(depth - 1) * Stride) + Columns);
        Lengths.Check(Gradient, Columns == 0 ? 0 : ((long)(Columns - 1) * GradientStride) + width);
    }
}
