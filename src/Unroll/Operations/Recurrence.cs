using Unroll.Kernels.Activations;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What the three recurrent operations have in common: options, and where states begin and end.</summary>
/// <param name="Units">Width of the state.</param>
/// <param name="Activation">φ of the cell.</param>
/// <param name="RecurrentActivation">ρ of its gates.</param>
/// <param name="ReturnSequences">Whether the output is the state of every step or of the last one.</param>
/// <param name="GoBackwards">Whether the sequence is read from its end; outputs stay at the time that they belong to.</param>
public readonly record struct RecurrenceOptions(
    int Units, ActivationFunction Activation, ActivationFunction RecurrentActivation, bool ReturnSequences, bool GoBackwards)
{
    internal SequenceLayout Layout(Tensor x, string operation)
    {
        if (x.Shape.Rank != 3)
            throw new ShapeMismatchException(operation, "[time, batch, features]", x.Shape, nameof(x));
        if (x.Shape[0] < 1)
            throw new ShapeMismatchException(operation, "at least one time step", x.Shape, nameof(x));
        return new SequenceLayout(x.Shape[0], x.Shape[1], Units, GoBackwards);
    }

    /// <summary>The output is a window of the hidden states: all steps, or the block of the last one. Its gradient lies in theirs.</summary>
    internal Tensor Output(Tensor hidden, SequenceLayout layout, Arena arenaOf)
    {
        int block = layout.Batch * layout.Units;
        return ReturnSequences
            ? hidden.Window(layout.FirstOutput * block, new Shape(layout.Steps, layout.Batch, layout.Units), arenaOf.NewSlot(), hidden.RequiresGradient)
            : hidden.Window(layout.Final * block, new Shape(layout.Batch, layout.Units), arenaOf.NewSlot(), hidden.RequiresGradient);
    }

    /// <summary>The rows before every step as one matrix.</summary>
    internal static ReadOnlySpan<float> Previous(Tensor hidden, SequenceLayout layout) =>
        hidden.Values.Slice(layout.FirstPrevious * layout.Batch * layout.Units, layout.Steps * layout.Batch * layout.Units);

    /// <summary>Copies the state of an earlier sequence into the initial block, rows that it lacks start at zero.</summary>
    internal static void Begin(Tensor states, SequenceLayout layout, ReadOnlySpan<float> initial)
    {
        Span<float> block = states.Values.Slice(layout.Initial * layout.Batch * layout.Units, layout.Batch * layout.Units);
        int carried = Math.Min(initial.Length, block.Length);
        initial[..carried].CopyTo(block);
        block[carried..].Clear();
    }

    /// <summary>Copies the state after the last step out.</summary>
    internal static void End(Tensor states, SequenceLayout layout, Span<float> final)
    {
        if (!final.IsEmpty)
            states.Values.Slice(layout.Final * layout.Batch * layout.Units, layout.Batch * layout.Units).CopyTo(final);
    }
}
