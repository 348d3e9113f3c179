using Unroll.Kernels.Numerics;

namespace Unroll.Metrics;

/// <summary>
/// e to the mean cross-entropy: between how many equally likely symbols the model hesitates. The exponent is the mean over all rows, not over batches.
/// </summary>
public sealed class Perplexity() : CrossEntropyMetric("perplexity")
{
    /// <inheritdoc/>
    protected override double Compute() => PortableMath.Exp(Mean);
}
