using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>
/// LN(x·W)·γ + b of a layer-normalized cell, for all steps at once, or once for every symbol where x was looked up. Some first columns are normalized
/// together, and those after them together.
/// </summary>
struct NormalizedInput
{
    readonly InputSide _side;
    readonly Tensor _kernel, _gamma;
    readonly int _first, _columns;
    Tensor _products, _projected, _moments;

    /// <param name="side">x and W.</param>
    /// <param name="kernel">W: [features, columns].</param>
    /// <param name="gamma">γ: [columns].</param>
    /// <param name="first">How many columns are normalized together, before the others.</param>
    public NormalizedInput(InputSide side, Tensor kernel, Tensor gamma, int first) =>
        (_side, _kernel, _gamma, _first, _columns) = (side, kernel, gamma, first, kernel.Shape[1]);

    readonly int Rows => _side.MetRows;

    /// <param name="tape">The step.</param>
    /// <param name="bias">b: [columns], or empty.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="gates">[steps, batch, columns]: where the sums of the gates may begin, as they end there; empty without a backward pass.</param>
    public ProjectedInput Forward(Tape tape, ReadOnlySpan<float> bias, float epsilon, Tensor gates)
    {
        _products = _side.Product(tape, []);
        _projected = gates.IsEmpty ? _products : _side.Ids.IsEmpty ? gates : tape.Allocate(_products.Shape, requiresGradient: false);
        _moments = tape.Allocate(new Shape(4, Rows), requiresGradient: false);
        for (int group = 0; group < 2; group++)
        {
            (int column, int count) = Group(group);
            if (count > 0)
                LayerNormalizationForward.Run(tape.Workers, _products.Values[column..], Rows, count, _gamma.Values[column..],
                    bias.IsEmpty ? [] : bias[column..], epsilon, _projected.Values[column..], Means(group), Inverses(group), stride: _columns);
        }

        return new ProjectedInput(_projected.Values, _side.Ids) { Format = tape.WeightFormat };
    }

    /// <summary>Turns the gradients of the sums into those of W, γ, b and x.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="gates">[steps·batch, columns].</param>
    /// <param name="bias">The gradient of b: [columns]; default if it is not wanted.</param>
    public readonly void Backward(Tape tape, ReadOnlySpan<float> gates, GradientTarget bias)
    {
        ReadOnlySpan<float> gradients = _side.Gradients(tape, gates, _columns);
        GradientTarget gamma = TargetOf(_gamma);
        for (int group = 0; group < 2; group++)
        {
            (int column, int count) = Group(group);
            if (count > 0)
                LayerNormalizationBackward.Run(tape.Workers, _products.Values[column..], gradients[column..], Rows, count, _gamma.Values[column..],
                    Means(group), Inverses(group), new GradientTarget(_products.Values[column..], accumulate: false), Slice(gamma, column, count),
                    Slice(bias, column, count), tape.Arena.Scratch(LayerNormalizationBackward.ScratchLength(Rows, count)), stride: _columns);
        }

        // The gradients of x·W took the place of the products.
        GradientProduct.Run(tape.Workers, new WeightGradient(_kernel).From(_side.Met, _kernel.Shape[0]), default, default, default, _products.Values, _columns,
            _columns, Rows);
        _side.PassGradient(tape, _products.Values, _columns);
    }

    /// <summary>Where the gradient of a weight goes in the running backward pass; to be asked for once.</summary>
    public static GradientTarget TargetOf(Tensor weights) =>
        !weights.IsEmpty && weights.RequiresGradient ? new GradientTarget(weights.Gradients, weights.AccumulatesGradient()) : default;

    static GradientTarget Slice(GradientTarget target, int column, int count) =>
        target.Values.IsEmpty ? default : new GradientTarget(target.Values.Slice(column, count), target.Accumulate);

    readonly (int Column, int Count) Group(int group) => group == 0 ? (0, _first) : (_first, _columns - _first);

    readonly Span<float> Means(int group) => _moments.Values.Slice(2 * group * Rows, Rows);

    readonly Span<float> Inverses(int group) => _moments.Values.Slice(((2 * group) + 1) * Rows, Rows);
}
