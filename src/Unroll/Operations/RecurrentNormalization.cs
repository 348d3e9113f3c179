using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The weights of layer normalization within a recurrent cell: a gain for each of its two products, and of an LSTM those of the cell.</summary>
/// <param name="KernelGamma">γ of x·W: [gates·units].</param>
/// <param name="RecurrentGamma">γ of h·U: [gates·units].</param>
/// <param name="Epsilon">ε, added to every variance; above 0.</param>
public readonly record struct RecurrentNormalization(Tensor KernelGamma, Tensor RecurrentGamma, float Epsilon)
{
    /// <summary>γ of the c of an LSTM: [units].</summary>
    public Tensor CellGamma { get; init; }

    /// <summary>β of the c of an LSTM: [units].</summary>
    public Tensor CellBeta { get; init; }

    internal bool RequiresGradient =>
        KernelGamma.RequiresGradient || RecurrentGamma.RequiresGradient || CellGamma.RequiresGradient || CellBeta.RequiresGradient;

    internal static void Check(Tensor weights, int length, string operation, string name)
    {
        if (weights.IsEmpty || weights.Shape.Length != length)
            throw new ShapeMismatchException(operation, $"({length},)", weights.Shape, name);
    }
}
