using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A GRU with layer normalization (Ba, Kiros and Hinton, 2016), gates in the order z, r, h, the state reset after its product with U. With
/// LN(a) = (a − μ)/√(σ² + ε), as in the paper over z and r together and over h apart: p = LN(x·W)·γ' + b and q = LN(h·U)·γ + b'; z = ρ(p_z + q_z),
/// r = ρ(p_r + q_r), ĥ = φ(p_h + r·q_h); h' = z·h + (1 − z)·ĥ, with Keras' z, which keeps the state.
/// </summary>
/// <remarks>
/// Beside those of <see cref="Gru"/>, with its bias of two rows, its parameters are kernel_gamma (γ') and recurrent_gamma (γ), [3·units]. There is no form that
/// resets before the product. All options of <see cref="RecurrentLayer"/> hold as they do there.
/// </remarks>
public sealed class LayerNormalizedGru : LayerNormalizedLayer
{
    const int Gates = 3;

    /// <summary>A layer.</summary>
    /// <param name="units">Width of the state.</param>
    public LayerNormalizedGru(int units)
        : base(units, Gates)
    {
    }

    internal LayerNormalizedGru(LayerReader options)
        : base(options, Gates)
    {
    }

    private protected override Shape BiasShape => new(2, Gates * Units);

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout)
    {
        RequireNoCell(initial);
        return context.Tape.LayerNormalizedGruSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default, Normalization, options,
            State(context, input, "hidden", initial.Hidden), dropout);
    }
}
