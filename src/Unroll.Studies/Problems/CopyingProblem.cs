using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>
/// The copying problem (Hochreiter and Schmidhuber, 1997; Arjovsky, Shah and Bengio, 2016): a few symbols, blanks over a distance, a signal, and then the
/// symbols again, from
/// memory; before the signal the answer is a blank.
/// </summary>
/// <param name="distance">Blanks between the symbols and the signal.</param>
/// <param name="items">Symbols to remember.</param>
/// <param name="symbols">Different symbols.</param>
public sealed class CopyingProblem(int distance, int items, int symbols) : SequenceProblem("copying")
{
    int Steps => distance + (2 * items);

    int Signal => symbols + 1;

    /// <inheritdoc/>
    public override Shape SampleShape => new(Steps, symbols + 2);

    /// <inheritdoc/>
    public override Shape TargetShape => new(Steps);

    /// <summary>The symbols and the blank.</summary>
    public override int Classes => symbols + 1;

    /// <inheritdoc/>
    public override string ClassName(int id) => id == 0 ? "blank" : base.ClassName(id);

    /// <summary>The first symbol that comes back.</summary>
    public override int FirstAnswer => Steps - items;

    /// <summary>The loss of a model that knows when to answer, and not what.</summary>
    public override double GuessLoss => items * Math.Log(symbols) / Steps;

    /// <inheritdoc/>
    public override string Description =>
        $"the copying problem: {items} of {symbols} symbols over {distance} steps; right are the symbols that come back in their places";

    /// <inheritdoc/>
    public override void Draw(RandomStream random, Span<float> sample, Span<float> values, Span<int> ids)
    {
        ArgumentNullException.ThrowIfNull(random);
        int features = symbols + 2, answer = Steps - items;
        for (int step = 0; step < Steps; step++)
        {
            int symbol = step < items ? 1 + random.NextInt32(symbols) : step == answer ? Signal : 0;
            sample[(step * features) + symbol] = 1;
            if (step < items)
                ids[answer + step] = symbol;
        }
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> sample) => string.Join(' ', OneHot.Ids(sample[..(items * (symbols + 2))], symbols + 2));

    /// <inheritdoc/>
    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> values, ReadOnlySpan<int> ids) => RightIds(output, ids);
}
