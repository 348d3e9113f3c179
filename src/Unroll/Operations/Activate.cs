using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Elementwise;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Activations over a whole tensor.</summary>
public static class ActivateOperation
{
    /// <summary>φ(x), element by element; softmax and log-softmax run over the last axis.</summary>
    public static Tensor Activate(this Tape tape, Tensor x, ActivationFunction activation)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (activation == ActivationFunction.Linear)
            return x;
        if (activation == ActivationFunction.Softmax)
            return tape.Softmax(x);
        if (activation == ActivationFunction.LogSoftmax)
            return tape.LogSoftmax(x);

        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        ActivationKernel.Forward(tape.Workers, activation, x.Values, y.Values);
        if (y.RequiresGradient)
            tape.Record<ActivateEntry>().Save(x, y, activation);
        return y;
    }

    /// <summary>The hyperbolic tangent of every element.</summary>
    public static Tensor Tanh(this Tape tape, Tensor x) => tape.Activate(x, ActivationFunction.Tanh);

    /// <summary>1 / (1 + e⁻ˣ) of every element.</summary>
    public static Tensor Sigmoid(this Tape tape, Tensor x) => tape.Activate(x, ActivationFunction.Sigmoid);

    /// <summary>max(x, 0) of every element.</summary>
    public static Tensor Relu(this Tape tape, Tensor x) => tape.Activate(x, ActivationFunction.Relu);

    sealed class ActivateEntry : TapeEntry
    {
        Tensor _x, _y;
        ActivationFunction _activation;

        public void Save(Tensor x, Tensor y, ActivationFunction activation) => (_x, _y, _activation) = (x, y, activation);

        public override void Backward(Tape tape)
        {
            if (_y.HasGradient)
                ActivationKernel.Backward(tape.Workers, _activation, _x.Values, _y.Values, _y.Gradients, _x.Gradients, _x.AccumulatesGradient());
        }
    }
}
