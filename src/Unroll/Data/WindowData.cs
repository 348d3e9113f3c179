using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Every window of a text with the character that follows it: n characters give n − window samples, cut from the text batch by batch, never laid out.
/// </summary>
public sealed class WindowData : SampleData
{
    readonly ReadOnlyMemory<int> _ids;
    readonly int _window;
    readonly int _symbols;
    readonly CharacterInput _input;

    /// <summary>The windows of a text.</summary>
    /// <param name="ids">The text as numbers.</param>
    /// <param name="window">Characters of a window.</param>
    /// <param name="symbols">The number of different characters.</param>
    /// <param name="input">How a character is written.</param>
    /// <exception cref="ArgumentException">The text is not longer than a window.</exception>
    public WindowData(ReadOnlyMemory<int> ids, int window, int symbols, CharacterInput input)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (ids.Length <= window)
            throw new ArgumentException($"A text of {ids.Length} characters has no window of {window} with a character after it.", nameof(ids));
        (_ids, _window, _symbols, _input) = (ids, window, symbols, input);
    }

    /// <summary>The number of windows.</summary>
    public override int Count => _ids.Length - _window;

    /// <inheritdoc/>
    public override Shape SampleShape => CharacterTensor.SampleShape(_input, _window, _symbols);

    /// <summary>[]: the id of the next character.</summary>
    public override Shape TargetShape => [];

    /// <inheritdoc/>
    public override bool InputsAreIds => _input == CharacterInput.Embedding;

    /// <inheritdoc/>
    public override bool TargetsAreIds => true;

    /// <inheritdoc/>
    protected override void Write(int sample, BatchRow row)
    {
        ReadOnlySpan<int> text = _ids.Span;
        CharacterTensor.WriteColumn(row.Inputs, _input, text.Slice(sample, _window), row.Index, row.Count, _symbols);
        row.TargetId() = text[sample + _window];
    }
}
