using Unroll.Data;
using Unroll.Randomness;
using Unroll.Studies.Data.Pictures;
using Unroll.Tensors;

namespace Unroll.Studies.Data.Digits;

/// <summary>
/// Pictures read row by row (study E): inputs [rows, batch, columns] scaled to 0–1, targets [batch] ids. A picture becomes numbers when its batch is cut.
/// </summary>
/// <param name="digits">The pictures.</param>
public sealed class DigitRowData(DigitSet digits) : DataSet
{
    /// <inheritdoc/>
    public override Shape SampleShape => new(digits.Rows, digits.Columns);

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (digits.Count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int first = index * batchSize, rows = Math.Min(batchSize, digits.Count - first);
        Tensor inputs = arena.Allocate(new Shape(digits.Rows, rows, digits.Columns)), targets = arena.AllocateIds(new Shape(rows));
        Span<float> values = inputs.Values;
        Span<int> samples = targets.Ids;
        Permutation.Fill(order, digits.Count, first, samples);
        for (int row = 0; row < rows; row++)
        {
            int sample = samples[row];
            ReadOnlySpan<byte> pixels = digits.Picture(sample).Pixels.Span;
            for (int line = 0; line < digits.Rows; line++)
                GrayPicture.Scale(pixels.Slice(line * digits.Columns, digits.Columns), values.Slice(((line * rows) + row) * digits.Columns, digits.Columns));
            targets.Ids[row] = digits.Labels[sample];
        }

        return new Batch(inputs, targets, rows, StartsSequences: true);
    }
}
