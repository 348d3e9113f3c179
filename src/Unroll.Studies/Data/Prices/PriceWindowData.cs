using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Windows of days with chosen features of the day that follows as target (study B); cut from the table batch by batch, never laid out.
/// Inputs are [window, batch, features], targets [batch, outputs].
/// </summary>
public sealed class PriceWindowData : DataSet
{
    readonly ReadOnlyMemory<float> _values;
    readonly int _features;
    readonly int[] _outputs;
    readonly int _window;
    readonly int _firstTarget;

    /// <summary>The windows of a table whose targets lie in a range of days.</summary>
    /// <param name="values">Scaled values, [day, feature].</param>
    /// <param name="features">Features of a day.</param>
    /// <param name="outputs">The columns to predict.</param>
    /// <param name="window">Days of a window.</param>
    /// <param name="firstTarget">The first day that is a target; its window lies before it.</param>
    /// <param name="count">How many days are targets.</param>
    /// <exception cref="ArgumentException">The table has no such days.</exception>
    public PriceWindowData(ReadOnlyMemory<float> values, int features, int[] outputs, int window, int firstTarget, int count)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int days = values.Length / features;
        if (firstTarget < window || firstTarget > days - count)
            throw new ArgumentException($"Of {days} days, {count} targets from day {firstTarget} on with {window} days before each do not exist.",
                nameof(firstTarget));
        if (outputs.Any(output => output < 0 || output >= features))
            throw new ArgumentException($"Outputs are columns from 0 to {features - 1}; {string.Join(", ", outputs)} were given.", nameof(outputs));
        (_values, _features, _outputs, _window, _firstTarget, Count) = (values, features, outputs, window, firstTarget, count);
    }

    /// <summary>How many windows there are.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override Shape SampleShape => new(_window, _features);

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (Count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int first = index * batchSize, rows = Math.Min(batchSize, Count - first);
        Tensor inputs = arena.Allocate(new Shape(_window, rows, _features)), targets = arena.Allocate(new Shape(rows, _outputs.Length));
        Span<float> inputValues = inputs.Values, targetValues = targets.Values;
        ReadOnlySpan<float> table = _values.Span;
        Span<int> samples = arena.AllocateIds(new Shape(rows)).Ids;
        Permutation.Fill(order, Count, first, samples);
        for (int row = 0; row < rows; row++)
        {
            int target = _firstTarget + samples[row], start = target - _window;
            for (int time = 0; time < _window; time++)
                table.Slice((start + time) * _features, _features).CopyTo(inputValues[(((time * rows) + row) * _features)..]);
            for (int output = 0; output < _outputs.Length; output++)
                targetValues[(row * _outputs.Length) + output] = table[(target * _features) + _outputs[output]];
        }

        return new Batch(inputs, targets, rows, StartsSequences: true);
    }
}
