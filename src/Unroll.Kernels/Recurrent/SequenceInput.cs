using Unroll.Kernels.MatMul;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// What a recurrent layer reads at every step: x, the weights W that it is multiplied with, packed, and the bias; or, where x are rows of a table, the rows of
/// b + table·W by their numbers, which costs a product for every row of the table instead of one for every step and row of the batch.
/// </summary>
readonly ref struct SequenceInput
{
    public readonly int Features;
    public readonly ReadOnlySpan<float> Values;
    public readonly ReadOnlySpan<float> Kernel;
    public readonly ReadOnlySpan<float> Bias;
    public readonly ReadOnlySpan<int> Ids;

    /// <summary>How W, and U beside it, hold their weights.</summary>
    public WeightFormat Format { get; init; }

    /// <param name="values">x: [steps, batch, features].</param>
    /// <param name="features">Length of a feature vector.</param>
    /// <param name="kernel">W in panels.</param>
    /// <param name="bias">As the cell demands, or empty.</param>
    public SequenceInput(ReadOnlySpan<float> values, int features, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias)
    {
        Values = values;
        Features = features;
        Kernel = kernel;
        Bias = bias;
    }

    /// <param name="ids">[steps, batch]: numbers below the table's rows, checked by the caller.</param>
    /// <param name="table">b + x·W of every row: [rows, gates·units].</param>
    /// <param name="bias">As the cell demands, or empty; only what U adds to is read.</param>
    public SequenceInput(ReadOnlySpan<int> ids, ReadOnlySpan<float> table, ReadOnlySpan<float> bias)
    {
        Ids = ids;
        Values = table;
        Bias = bias;
    }

    public void Check(SequenceLayout layout, PanelLayout kernelLayout, int biases)
    {
        long rows = (long)layout.Steps * layout.Batch;
        Lengths.Check(Ids, Ids.IsEmpty ? 0 : rows);
        Lengths.Check(Values, Ids.IsEmpty ? rows * Features : kernelLayout.Columns);
        Lengths.Check(Kernel, Ids.IsEmpty ? (kernelLayout with { Format = Format }).Length : 0);
        Lengths.Check(Bias, Bias.IsEmpty ? 0 : biases);
    }
}
