using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A fully connected recurrent layer, h' = φ(x·W + b + h·U): Keras' SimpleRNN.</summary>
public sealed class SimpleRnn : RecurrentLayer
{
    /// <summary>A layer.</summary>
    /// <param name="units">Width of the state.</param>
    public SimpleRnn(int units)
        : base(units, gates: 1)
    {
    }

    internal SimpleRnn(LayerReader options)
        : base(options, gates: 1)
    {
    }

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout)
    {
        RequireNoCell(initial);
        return context.Tape.SimpleRnnSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default, options,
            State(context, input, "hidden", initial.Hidden), dropout);
    }
}
