using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Penalties for large weights.</summary>
public static class WeightPenaltyOperation
{
    /// <summary>l1·Σ|w| + l2·Σw².</summary>
    /// <param name="tape">The step.</param>
    /// <param name="weights">w, of any shape.</param>
    /// <param name="l1">Weight of the magnitudes.</param>
    /// <param name="l2">Weight of the squares.</param>
    /// <returns>One number.</returns>
    public static Tensor WeightPenalty(this Tape tape, Tensor weights, float l1, float l2)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Tensor y = tape.Allocate(new Shape(1), weights.RequiresGradient);
        y.Values[0] = (float)Reductions.Penalty(tape.Workers, weights.Values, l1, l2);
        if (y.RequiresGradient)
            tape.Record<WeightPenaltyEntry>().Save(weights, y, l1, l2);
        return y;
    }

    sealed class WeightPenaltyEntry : TapeEntry
    {
        Tensor _weights, _y;
        float _l1, _l2;

        public void Save(Tensor weights, Tensor y, float l1, float l2) => (_weights, _y, _l1, _l2) = (weights, y, l1, l2);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            float scale = _y.Gradients[0];
            ElementLoop.Run(tape.Workers, new PenaltyBackward(_l1 * scale, _l2 * scale), _weights.Values, _weights.Gradients, _weights.AccumulatesGradient());
        }
    }
}
