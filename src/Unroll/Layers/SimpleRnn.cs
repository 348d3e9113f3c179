using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A fully connected recurrent layer, h' = φ(x·W + b + h·U): Keras' SimpleRNN.</summary>
/// <param name="units">Width of the state.</param>
public sealed class SimpleRnn(int units) : RecurrentLayer(units, gates: 1)
{
    private protected override Tensor Sequence(LayerContext context, Tensor input) => context.Tape.SimpleRnnSequence(
        input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default, Options,
        new() { Carried = State(context, input, "hidden") }).Sequence;
}
