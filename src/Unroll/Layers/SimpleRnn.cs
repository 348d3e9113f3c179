using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A fully connected recurrent layer, h' = φ(x·W + b + h·U): Keras' SimpleRNN.</summary>
/// <param name="units">Width of the state.</param>
public sealed class SimpleRnn(int units) : RecurrentLayer(units, gates: 1)
{
    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout)
    {
        RequireNoCell(initial);
        return context.Tape.SimpleRnnSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default, options,
            State(context, input, "hidden", initial.Hidden), dropout);
    }

    internal static SimpleRnn Read(LayerReader options) => new(options.Integer("units"))
    {
        Activation = options.Activation("activation", ActivationFunction.Tanh),
        UseBias = options.Flag("use_bias", true),
        ReturnSequences = options.Flag("return_sequences", false),
        GoBackwards = options.Flag("go_backwards", false),
    };
}
