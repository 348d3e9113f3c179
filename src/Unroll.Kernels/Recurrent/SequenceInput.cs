using Unroll.Kernels.MatMul;

namespace Unroll.Kernels.Recurrent;

/// <summary>What a recurrent layer reads at every step: x, the weights W that it is multiplied with, packed, and the bias.</summary>
/// <param name="values">x: [steps, batch, features].</param>
/// <param name="features">Length of a feature vector.</param>
/// <param name="kernel">W in panels.</param>
/// <param name="bias">As the cell demands, or empty.</param>
readonly ref struct SequenceInput(ReadOnlySpan<float> values, int features, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias)
{
    public readonly ReadOnlySpan<float> Values = values;
    public readonly int Features = features;
    public readonly ReadOnlySpan<float> Kernel = kernel;
    public readonly ReadOnlySpan<float> Bias = bias;

    public void Check(SequenceLayout layout, PanelLayout kernelLayout, int biases)
    {
        Lengths.Check(Values, (long)layout.Steps * layout.Batch * Features);
        Lengths.Check(Kernel, kernelLayout.Length);
        Lengths.Check(Bias, Bias.IsEmpty ? 0 : biases);
    }
}
