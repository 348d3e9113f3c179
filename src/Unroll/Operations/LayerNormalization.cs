using Unroll.Autograd;
using Unroll.Kernels.Normalization;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Layer normalization (Ba et al., 2016) over the last axis.</summary>
public static class LayerNormalizationOperation
{
    /// <summary>(x − μ)/√(σ² + ε)·γ + β, μ and σ² of every feature vector.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[…, features].</param>
    /// <param name="gamma">γ: [features], or empty.</param>
    /// <param name="beta">β: [features], or empty.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <exception cref="ShapeMismatchException">γ or β has not the features of x.</exception>
    public static Tensor LayerNormalization(this Tape tape, Tensor x, Tensor gamma, Tensor beta, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int rows = x.Shape.Rows, columns = x.Shape.Last;
        Check(gamma, columns, nameof(gamma));
        Check(beta, columns, nameof(beta));
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient || gamma.RequiresGradient || beta.RequiresGradient);
        Tensor means = tape.Allocate(new Shape(rows), requiresGradient: false), inverses = tape.Allocate(new Shape(rows), requiresGradient: false);
        LayerNormalizationForward.Run(tape.Workers, x.Values, rows, columns, ValuesOf(gamma), ValuesOf(beta), epsilon, y.Values, means.Values, inverses.Values);
        if (y.RequiresGradient)
            tape.Record<LayerNormalizationEntry>().Save(x, gamma, beta, y, means, inverses);
        return y;
    }

    static Span<float> ValuesOf(Tensor parameter) => parameter.IsEmpty ? [] : parameter.Values;

    static void Check(Tensor parameter, int columns, string name)
    {
        if (!parameter.IsEmpty && parameter.Shape.Length != columns)
            throw new ShapeMismatchException(nameof(LayerNormalization), $"({columns},)", parameter.Shape, name);
    }

    sealed class LayerNormalizationEntry : TapeEntry
    {
        Tensor _x, _gamma, _beta, _y, _means, _inverses;

        public void Save(Tensor x, Tensor gamma, Tensor beta, Tensor y, Tensor means, Tensor inverses) =>
            (_x, _gamma, _beta, _y, _means, _inverses) = (x, gamma, beta, y, means, inverses);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            int rows = _x.Shape.Rows, columns = _x.Shape.Last;
            LayerNormalizationBackward.Run(tape.Workers, _x.Values, _y.Gradients, rows, columns, ValuesOf(_gamma), _means.Values, _inverses.Values,
                TargetOf(_x), TargetOf(_gamma), TargetOf(_beta), tape.Arena.Scratch(LayerNormalizationBackward.ScratchLength(rows, columns)));
        }

        static GradientTarget TargetOf(Tensor tensor) => tensor.RequiresGradient ? new(tensor.Gradients, tensor.AccumulatesGradient()) : default;
    }
}
