using Unroll.Kernels.MatMul;

namespace Unroll.Kernels.Recurrent;

/// <summary>What the sums of a cell start from at every step: rows of all times and the batch, or, by their numbers, rows of a table of symbols.</summary>
/// <param name="values">[steps, batch, columns], or [symbols, columns].</param>
/// <param name="ids">[steps, batch]: numbers of the table's rows, checked by the caller; empty where there is a row for each.</param>
readonly ref struct ProjectedInput(ReadOnlySpan<float> values, ReadOnlySpan<int> ids = default)
{
    public readonly ReadOnlySpan<float> Values = values;
    public readonly ReadOnlySpan<int> Ids = ids;

    /// <summary>How U, which is added to it, is held.</summary>
    public WeightFormat Format { get; init; }

    public void Check(SequenceLayout layout, int columns)
    {
        long rows = (long)layout.Steps * layout.Batch;
        Lengths.Check(Ids, Ids.IsEmpty ? 0 : rows);
        Lengths.Check(Values, Ids.IsEmpty ? rows * columns : rows == 0 ? 0 : columns);
    }
}
