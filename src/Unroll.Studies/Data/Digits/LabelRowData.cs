using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Data.Digits;

/// <summary>Labels with the pictures that they stand for: inputs [batch, 10], the label's place 1, targets [rows, batch, columns].</summary>
/// <param name="digits">The pictures.</param>
public sealed class LabelRowData(DigitSet digits) : DataSet
{
    readonly DigitRowData _pictures = new(digits);

    /// <inheritdoc/>
    public override Shape SampleShape => new(DigitSet.Classes);

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => _pictures.BatchCount(batchSize);

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        Batch pictures = _pictures.Cut(arena, batchSize, index, order);
        ReadOnlySpan<int> ids = pictures.Targets.Ids;
        Tensor labels = arena.Allocate(new Shape(ids.Length, DigitSet.Classes));
        Span<float> values = labels.Values;
        values.Clear();
        for (int row = 0; row < ids.Length; row++)
            values[(row * DigitSet.Classes) + ids[row]] = 1;
        return new Batch(labels, pictures.Inputs, pictures.Weight * digits.Rows, StartsSequences: true);
    }
}
