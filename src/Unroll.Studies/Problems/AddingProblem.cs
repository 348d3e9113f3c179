using System.Globalization;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber, Long Short-Term Memory, 1997, experiment 4): a value from −1 to 1 and a mark at every step; two values are
/// marked,
/// one of the first ten and another one of the first half; at the end 0.5 + (a + b) / 4 is asked for, so both are at least half the sequence away.
/// </summary>
/// <param name="length">Steps.</param>
public sealed class AddingProblem(int length) : SequenceProblem("adding")
{
    /// <summary>Steps that the two marks need: one each in the first half.</summary>
    public const int Least = 4;

    const int Features = 2;
    const int FirstMark = 10;
    const double Tolerance = 0.04;

    /// <inheritdoc/>
    public override Shape SampleShape => new(length, Features);

    /// <inheritdoc/>
    public override Shape TargetShape => new(1);

    /// <summary>The variance of (a + b) / 4.</summary>
    public override double GuessLoss => 1.0 / 24;

    /// <inheritdoc/>
    public override string Description => $"the adding problem over {length} steps: right is within {Tolerance} of the sum";

    /// <inheritdoc/>
    public override void Draw(RandomStream random, Span<float> sample, Span<float> values, Span<int> ids)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int step = 0; step < length; step++)
            sample[step * Features] = (2 * random.NextSingle()) - 1;
        int half = length / 2, first = random.NextInt32(Math.Min(FirstMark, half)), second = random.NextInt32(half - 1);
        second += second >= first ? 1 : 0;
        sample[(first * Features) + 1] = sample[(second * Features) + 1] = 1;
        values[0] = 0.5f + ((sample[first * Features] + sample[second * Features]) / 4);
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> sample)
    {
        var marked = new List<string>();
        for (int step = 0; step < length; step++)
            if (sample[(step * Features) + 1] > 0)
                marked.Add(string.Create(CultureInfo.InvariantCulture, $"{sample[step * Features]:F3} at step {step + 1}"));
        return string.Join(" and ", marked);
    }

    /// <inheritdoc/>
    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> values, ReadOnlySpan<int> ids) =>
        Math.Abs(output[0] - values[0]) < Tolerance ? 1 : 0;
}
