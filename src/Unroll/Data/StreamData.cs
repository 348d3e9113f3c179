using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// A text as parallel streams: the batch's rows are equal parts of it, a batch is the next steps of every part, each character has the following
/// one as its target, and the state is carried from batch to batch. The last batch of an epoch is as short as what is left.
/// </summary>
public sealed class StreamData : DataSet
{
    readonly ReadOnlyMemory<int> _ids;
    readonly int _steps;
    readonly int _symbols;
    readonly CharacterInput _input;

    /// <summary>The streams of a text.</summary>
    /// <param name="ids">The text as numbers.</param>
    /// <param name="steps">Characters of a row between two updates.</param>
    /// <param name="symbols">The number of different characters.</param>
    /// <param name="input">How a character is written.</param>
    /// <exception cref="ArgumentException">The text has fewer than two characters.</exception>
    public StreamData(ReadOnlyMemory<int> ids, int steps, int symbols, CharacterInput input)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (ids.Length < 2)
            throw new ArgumentException($"A text of {ids.Length} characters has no character with one after it.", nameof(ids));
        (_ids, _steps, _symbols, _input) = (ids, steps, symbols, input);
    }

    /// <inheritdoc/>
    public override Shape SampleShape => CharacterTensor.SampleShape(_input, -1, _symbols);

    /// <inheritdoc/>
    public override bool CarriesState => true;

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (StreamLength(batchSize) + _steps - 1) / _steps;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);

        int length = StreamLength(batchSize);
        int first = index * _steps, steps = Math.Min(_steps, length - first);
        Tensor inputs = CharacterTensor.Allocate(arena, _input, steps, batchSize, _symbols), targets = arena.AllocateIds(new Shape(steps, batchSize));
        ReadOnlySpan<int> text = _ids.Span;
        for (int row = 0; row < batchSize; row++)
        {
            int start = (row * length) + first;
            CharacterTensor.WriteColumn(inputs, _input, text.Slice(start, steps), row, batchSize, _symbols);
            for (int time = 0; time < steps; time++)
                targets.Ids[(time * batchSize) + row] = text[start + time + 1];
        }

        return new Batch(inputs, targets, steps * batchSize, StartsSequences: index == 0);
    }

    int StreamLength(int batchSize) => (_ids.Length - 1) / batchSize;
}
