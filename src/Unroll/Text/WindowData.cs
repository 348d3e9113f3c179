using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Text;

/// <summary>
/// Every window of a text with the character that follows it (study A): n characters give n − window samples, cut from the text batch by batch, never laid out.
/// </summary>
public sealed class WindowData : DataSet
{
    readonly ReadOnlyMemory<int> _ids;
    readonly int _window;
    readonly int _symbols;
    readonly CharacterInput _input;

    /// <summary>The windows of a text.</summary>
    /// <param name="ids">The text as numbers.</param>
    /// <param name="window">Characters of a window.</param>
    /// <param name="symbols">How many different characters there are.</param>
    /// <param name="input">How a character is written.</param>
    /// <exception cref="ArgumentException">The text is not longer than a window.</exception>
    public WindowData(ReadOnlyMemory<int> ids, int window, int symbols, CharacterInput input)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (ids.Length <= window)
            throw new ArgumentException($"A text of {ids.Length} characters has no window of {window} with a character after it.", nameof(ids));
        (_ids, _window, _symbols, _input) = (ids, window, symbols, input);
    }

    /// <summary>How many windows there are.</summary>
    public int Count => _ids.Length - _window;

    /// <inheritdoc/>
    public override Shape SampleShape => CharacterTensor.SampleShape(_input, _window, _symbols);

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (Count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int first = index * batchSize, rows = Math.Min(batchSize, Count - first);
        Tensor inputs = CharacterTensor.Allocate(arena, _input, _window, rows, _symbols), targets = arena.AllocateIds(new Shape(rows));
        Span<int> starts = targets.Ids;
        Permutation.Fill(order, Count, first, starts);
        ReadOnlySpan<int> text = _ids.Span;
        for (int row = 0; row < rows; row++)
        {
            int start = starts[row];
            CharacterTensor.WriteColumn(inputs, _input, text.Slice(start, _window), row, rows, _symbols);
            targets.Ids[row] = text[start + _window];
        }

        return new Batch(inputs, targets, rows, StartsSequences: true);
    }
}
