using Unroll.Data;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.Text;

/// <summary>
/// A text as windows side by side, each read from an empty state: how models without a state are measured (nanoGPT's protocol, which draws its windows at
/// random). What is left behind the last whole window is not read; a text shorter than a window is one.
/// </summary>
/// <param name="ids">The text as numbers.</param>
/// <param name="symbols">The number of different characters.</param>
/// <param name="input">How a character is written.</param>
sealed class ColdWindows(ReadOnlyMemory<int> ids, int symbols, CharacterInput input) : SampleData
{
    /// <summary>Characters of a window.</summary>
    public const int Length = 256;

    readonly int _length = Math.Min(Length, ids.Length - 1);

    public override int Count => (ids.Length - 1) / _length;

    public override Shape SampleShape => CharacterTensor.SampleShape(input, _length, symbols);

    public override Shape TargetShape => new(_length);

    public override bool InputsAreIds => input == CharacterInput.Embedding;

    public override bool TargetsAreIds => true;

    protected override void Write(int sample, BatchRow row)
    {
        ReadOnlySpan<int> window = ids.Span.Slice(sample * _length, _length + 1);
        for (int time = 0; time < _length; time++)
        {
            if (InputsAreIds)
                row.InputId(time) = window[time];
            else
                CharacterTensor.WriteFeatures(window.Slice(time, 1), input, symbols, row.Input(time));
            row.TargetId(time) = window[time + 1];
        }
    }
}
