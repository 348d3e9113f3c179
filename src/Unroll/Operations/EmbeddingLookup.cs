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

        // Also where no backward pass follows: a recurrent layer that reads y looks for the table.
        if (y.RequiresGradient || !tape.IsRecording)
            tape.Record<EmbeddingLookupEntry>().Save(ids, table, y);
        return y;
    }

    /// <summary>The ids and the table that a tensor of this step was looked up with, if it was.</summary>
    internal static (Tensor Ids, Tensor Table)? FindLookup(this Tape tape, Tensor y)
    {
        foreach (TapeEntry entry in tape.Entries)
            if (entry is EmbeddingLookupEntry lookup && lookup.Gives(y))
                return (lookup.Ids, lookup.Table);
        return null;
    }

    sealed class EmbeddingLookupEntry : TapeEntry
    {
        Tensor _y;

        public Tensor Ids { get; private set; }

        public Tensor Table { get; private set; }

        public void Save(Tensor ids, Tensor table, Tensor y) => (Ids, Table, _y) = (ids, table, y);

        public bool Gives(Tensor y) => _y.IsSameWindow(y) && _y.Shape == y.Shape;

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                EmbeddingKernel.Backward(tape.Workers, Ids.Ids, _y.Gradients, Table.Shape[1], Table.Gradients, Table.AccumulatesGradient());
        }
    }
}
