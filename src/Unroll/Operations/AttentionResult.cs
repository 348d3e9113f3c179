using Unroll.Autograd;
using Unroll.Kernels.Attention;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What an attention gives.</summary>
public readonly struct AttentionResult
{
    readonly Tensor _weights;
    readonly AttentionShape _shape;

    internal AttentionResult(Tensor context, Tensor weights, AttentionShape shape) => (Context, _weights, _shape) = (context, weights, shape);

    /// <summary>[queries, batch, heads · value size].</summary>
    public Tensor Context { get; }

    /// <summary>The weights of the values before dropout, as a copy that no gradient flows into; to be taken before the backward pass.</summary>
    /// <param name="tape">The step.</param>
    /// <returns>[batch, heads, queries, keys].</returns>
    public Tensor CopyWeights(Tape tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor copy = tape.Arena.Allocate(new Shape(_shape.Batch, _shape.Heads, _shape.Queries, _shape.Keys));
        int rows = _shape.Batch * _shape.Heads * _shape.Queries;
        for (int row = 0; row < rows; row++)
            _weights.Values.Slice(row * _shape.RowStride, _shape.Keys).CopyTo(copy.Values[(row * _shape.Keys)..]);
        return copy;
    }
}
