using Unroll.Autograd;
using Unroll.Kernels.Embedding;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Rows of a table by their ids.</summary>
public static class EmbeddingLookupOperation
{
    /// <summary>table[id] for every id.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="ids">[time, batch] or [batch], each at least 0 and below the table's rows.</param>
    /// <param name="table">[rows, features].</param>
    /// <returns>[time, batch, features] or [batch, features].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the table.</exception>
    public static Tensor EmbeddingLookup(this Tape tape, Tensor ids, Tensor table)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int rows = table.Shape[0], features = table.Shape[1];
        foreach (int id in ids.Ids)
            if ((uint)id >= (uint)rows)
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"Ids of this embedding run from 0 to {rows - 1}.");

        Shape shape = ids.Shape.Rank == 1 ? new Shape(ids.Shape[0], features) : new Shape(ids.Shape[0], ids.Shape[1], features);
        Tensor y = tape.Allocate(shape, table.RequiresGradient);
        EmbeddingKernel.Forward(tape.Workers, ids.Ids, table.Values, features, y.Values);
        if (y.RequiresGradient)
            tape.Record<EmbeddingLookupEntry>().Save(ids, table, y);
        return y;
    }

    sealed class EmbeddingLookupEntry : TapeEntry
    {
        Tensor _ids, _table, _y;

        public void Save(Tensor ids, Tensor table, Tensor y) => (_ids, _table, _y) = (ids, table, y);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                EmbeddingKernel.Backward(tape.Workers, _ids.Ids, _y.Gradients, _table.Shape[1], _table.Gradients, _table.AccumulatesGradient());
        }
    }
}
