using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>
/// The gradient of weights in the running backward pass: whether it is wanted, and whether it is added to one that is there. Making one announces the write,
/// so there is one for each tensor and entry, however many products fill it.
/// </summary>
readonly struct WeightGradient
{
    readonly Tensor _weights;
    readonly bool _isWanted;
    readonly bool _accumulates;

    public WeightGradient(Tensor weights)
    {
        _weights = weights;
        _isWanted = !weights.IsEmpty && weights.RequiresGradient;
        _accumulates = _isWanted && weights.AccumulatesGradient();
    }

    /// <summary>Columns of the gradient of W in x·W, from one on; nothing where it is not wanted.</summary>
    /// <param name="x">[rows, …].</param>
    /// <param name="stride">Floats from row to row of x.</param>
    /// <param name="firstColumn">The column of W that the first column of the product is about.</param>
    public GradientSource From(ReadOnlySpan<float> x, int stride, int firstColumn = 0) => _isWanted
        ? new(x, stride, _weights.Shape[0], _weights.Gradients[firstColumn..], _weights.Shape.Last, _accumulates)
        : default;

    /// <summary>Elements of the gradient of a bias, from one on.</summary>
    public GradientSource Sum(int first = 0) => _isWanted ? GradientSource.Ones(_weights.Gradients[first..], _accumulates) : default;
}
