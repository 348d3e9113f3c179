using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>A string of bits; at every step, whether an odd number of them has been one so far: many-to-many, step by step.</summary>
/// <param name="length">Bits.</param>
public sealed class ParityProblem(int length) : SequenceProblem("parity")
{
    /// <inheritdoc/>
    public override Shape SampleShape => new(length, 1);

    /// <inheritdoc/>
    public override Shape TargetShape => new(length);

    /// <inheritdoc/>
    public override int Classes => 2;

    /// <inheritdoc/>
    public override string ClassName(int id) => id == 0 ? "even" : "odd";

    /// <inheritdoc/>
    public override double GuessLoss => Math.Log(2);

    /// <inheritdoc/>
    public override string Description => $"strings of {length} bits with their running parity";

    /// <inheritdoc/>
    public override void Draw(RandomStream random, Span<float> sample, Span<float> values, Span<int> ids)
    {
        ArgumentNullException.ThrowIfNull(random);
        int parity = 0;
        for (int step = 0; step < length; step++)
        {
            int bit = random.NextInt32(2);
            parity ^= bit;
            sample[step] = bit;
            ids[step] = parity;
        }
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> sample) => string.Join(' ', sample.ToArray());

    /// <inheritdoc/>
    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> values, ReadOnlySpan<int> ids) => RightIds(output, ids);
}
