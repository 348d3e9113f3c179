namespace Unroll.Metrics;

/// <summary>The mean cross-entropy in bits: nats divided by ln 2.</summary>
public sealed class BitsPerCharacter() : CrossEntropyMetric("bits_per_character")
{
    const double LnTwo = 0.6931471805599453;

    /// <inheritdoc/>
    protected override double Compute() => Mean / LnTwo;
}
