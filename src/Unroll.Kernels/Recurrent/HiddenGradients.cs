namespace Unroll.Kernels.Recurrent;

/// <summary>
/// Where a backward pass finds the gradients of the outputs, which a cell may use to pass gradients on, and where it leaves the initial state's.
/// </summary>
/// <param name="values">[steps + 1, batch, units]: the gradients of the outputs in their blocks.</param>
/// <param name="lastOnly">Whether only the last output has one; the other blocks are then never read before they are written.</param>
/// <param name="wantsInitial">Whether the gradient of the initial state is left in its block; else that block is not touched.</param>
readonly ref struct HiddenGradients(Span<float> values, bool lastOnly, bool wantsInitial = false)
{
    public readonly Span<float> Values = values;

    public void Check(SequenceLayout layout) => Lengths.Check(Values, layout.StateLength);

    public unsafe StateGradient At(float* values, SequenceLayout layout, byte* steps, float* units, bool passes) => new()
    {
        Layout = layout, Gradients = values, Steps = steps, Units = units, LastOnly = lastOnly, Passes = passes, WantsInitial = wantsInitial,
    };
}
