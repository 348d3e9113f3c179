using Unroll.Kernels.Activations;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What the recurrent operations have in common.</summary>
/// <param name="Units">Width of the state.</param>
/// <param name="Activation">φ of the cell.</param>
/// <param name="RecurrentActivation">ρ of its gates.</param>
/// <param name="ReturnSequences">Whether the output is the state of every step or of the last one.</param>
/// <param name="GoBackwards">Whether the sequence is read from its end; outputs stay at the time that they belong to.</param>
/// <param name="ReturnState">Whether the last states are tensors of their own, with gradients; see <see cref="RecurrentOutput"/>.</param>
public readonly record struct RecurrenceOptions(
    int Units, ActivationFunction Activation, ActivationFunction RecurrentActivation, bool ReturnSequences, bool GoBackwards, bool ReturnState = false)
{
    /// <summary>Which units of the states are kept over a step; default for none.</summary>
    public Zoneout Zoneout { get; init; }

    internal SequenceLayout Layout(Tensor x, Tensor kernel, string operation)
    {
        if (x.Shape.Rank != 3 || x.Shape[2] != kernel.Shape[0])
            throw new ShapeMismatchException(operation, $"[time, batch, {kernel.Shape[0]}]", x.Shape, nameof(x));
        if (x.Shape[0] < 1)
            throw new ShapeMismatchException(operation, "at least one time step", x.Shape, nameof(x));
        return new SequenceLayout(x.Shape[0], x.Shape[1], Units, GoBackwards);
    }
}
