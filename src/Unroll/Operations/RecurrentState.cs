using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Where a state of a recurrence comes from, and where it goes on to. Default: it begins with zeros.</summary>
public readonly ref struct RecurrentState
{
    /// <summary>[batch, units]: a tensor to begin with, which receives a gradient if it requires one; empty to begin otherwise.</summary>
    public Tensor Initial { get; init; }

    /// <summary>[batch, units]: what earlier batches left, to begin with if there is no tensor; the last state is left here. Or empty.</summary>
    public Span<float> Carried { get; init; }

    /// <summary>Fills the initial block of the states: rows that are missing begin with zeros.</summary>
    internal void Begin(Span<float> block, string operation)
    {
        if (!Initial.IsEmpty && Initial.Shape.Length != block.Length)
            throw new ShapeMismatchException(operation, $"an initial state of {block.Length} numbers, [batch, units]", Initial.Shape, nameof(Initial));
        ReadOnlySpan<float> first = Initial.IsEmpty ? Carried : Initial.Values;
        int given = Math.Min(first.Length, block.Length);
        first[..given].CopyTo(block);
        block[given..].Clear();
    }

    internal void End(ReadOnlySpan<float> block)
    {
        if (!Carried.IsEmpty)
            block.CopyTo(Carried);
    }
}
