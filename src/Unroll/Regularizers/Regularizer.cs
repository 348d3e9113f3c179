using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Regularizers;

/// <summary>
/// A cost of a parameter's weights, added to the loss of training and of validation as in Keras. Derive from it to write one from the tape's operations;
/// its gradient reaches the weights by the same backward pass as the loss.
/// </summary>
public abstract class Regularizer
{
    /// <summary>factor · Σ|w|.</summary>
    public static Regularizer L1(float factor = 0.01f) => new L1L2Regularizer(factor, 0);

    /// <summary>factor · Σw².</summary>
    public static Regularizer L2(float factor = 0.01f) => new L1L2Regularizer(0, factor);

    /// <summary>l1·Σ|w| + l2·Σw².</summary>
    public static Regularizer L1L2(float l1 = 0.01f, float l2 = 0.01f) => new L1L2Regularizer(l1, l2);

    /// <summary>The cost.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="weights">The parameter.</param>
    /// <returns>One number.</returns>
    public abstract Tensor Forward(Tape tape, Tensor weights);

    /// <summary>Writes the options that make this regularizer again.</summary>
    /// <returns>Its name in <see cref="RegularizerRegistry"/>; null if it has none.</returns>
    internal virtual string? Describe(JsonObject options) => null;
}
