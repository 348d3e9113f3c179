using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Regularizers;

/// <summary>l1·Σ|w| + l2·Σw²: Keras' L1L2. The gradient of |w| at 0 is 0.</summary>
/// <param name="l1">Weight of the magnitudes, at least 0.</param>
/// <param name="l2">Weight of the squares, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A weight is negative or no finite number.</exception>
public sealed class L1L2Regularizer(float l1, float l2) : Regularizer
{
    /// <summary>Weight of the magnitudes.</summary>
    public float MagnitudeFactor { get; } = Argument.NotNegative(l1);

    /// <summary>Weight of the squares.</summary>
    public float SquareFactor { get; } = Argument.NotNegative(l2);

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor weights) => tape.WeightPenalty(weights, MagnitudeFactor, SquareFactor);

    internal override string? Describe(JsonObject options)
    {
        if (SquareFactor == 0 || MagnitudeFactor != 0)
            options["l1"] = MagnitudeFactor;
        if (SquareFactor != 0)
            options["l2"] = SquareFactor;
        return (MagnitudeFactor, SquareFactor) switch { (_, 0) => "l1", (0, _) => "l2", _ => "l1_l2" };
    }
}
