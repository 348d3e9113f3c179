using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>A string of digits, to be written backwards once it has been read: many-to-many through one vector.</summary>
/// <param name="length">Digits.</param>
public sealed class ReversalProblem(int length) : SequenceProblem("reversal")
{
    const int Digits = 10;

    /// <inheritdoc/>
    public override Shape SampleShape => new(length, Digits);

    /// <inheritdoc/>
    public override Shape TargetShape => new(length);

    /// <inheritdoc/>
    public override int Classes => Digits;

    /// <inheritdoc/>
    public override double GuessLoss => Math.Log(Digits);

    /// <inheritdoc/>
    public override string Description => $"strings of {length} digits, to be written backwards";

    /// <inheritdoc/>
    public override void Draw(RandomStream random, Span<float> sample, Span<float> values, Span<int> ids)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int step = 0; step < length; step++)
        {
            int digit = random.NextInt32(Digits);
            sample[(step * Digits) + digit] = 1;
            ids[length - 1 - step] = digit;
        }
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> sample) => string.Join(' ', OneHot.Ids(sample, Digits));

    /// <inheritdoc/>
    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> values, ReadOnlySpan<int> ids) => RightIds(output, ids);
}
