using Unroll.Kernels.Activations;

namespace Unroll.Kernels.Elementwise;

/// <summary>An activation over a whole tensor, by name.</summary>
static class ActivationKernel
{
    /// <summary>y = φ(x).</summary>
    public static void Forward(Workers workers, ActivationFunction activation, ReadOnlySpan<float> x, Span<float> y)
    {
        switch (activation)
        {
            case ActivationFunction.Linear: ElementLoop.Run(workers, new ActivationForward<Linear>(), x, y); break;
            case ActivationFunction.Relu: ElementLoop.Run(workers, new ActivationForward<Relu>(), x, y); break;
            case ActivationFunction.LeakyRelu: ElementLoop.Run(workers, new ActivationForward<LeakyRelu>(), x, y); break;
            case ActivationFunction.Elu: ElementLoop.Run(workers, new ActivationForward<Elu>(), x, y); break;
            case ActivationFunction.Selu: ElementLoop.Run(workers, new ActivationForward<Selu>(), x, y); break;
            case ActivationFunction.Softplus: ElementLoop.Run(workers, new ActivationForward<Softplus>(), x, y); break;
            case ActivationFunction.Softsign: ElementLoop.Run(workers, new ActivationForward<Softsign>(), x, y); break;
            case ActivationFunction.Tanh: ElementLoop.Run(workers, new ActivationForward<Tanh>(), x, y); break;
            case ActivationFunction.Sigmoid: ElementLoop.Run(workers, new ActivationForward<Sigmoid>(), x, y); break;
            case ActivationFunction.HardSigmoid: ElementLoop.Run(workers, new ActivationForward<HardSigmoid>(), x, y); break;
            case ActivationFunction.Exponential: ElementLoop.Run(workers, new ActivationForward<Exponential>(), x, y); break;
            case ActivationFunction.Gelu: ElementLoop.Run(workers, new ActivationForward<Gelu>(), x, y); break;
            case ActivationFunction.GeluApproximate: ElementLoop.Run(workers, new ActivationForward<GeluApproximate>(), x, y); break;
            case ActivationFunction.Silu: ElementLoop.Run(workers, new ActivationForward<Silu>(), x, y); break;
            default: throw NotElementwise(activation);
        }
    }

    /// <summary>dx = dy · φ'(x), or added to dx; each activation takes its derivative from x or from y = φ(x).</summary>
    public static void Backward(Workers workers, ActivationFunction activation, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy,
        Span<float> dx, bool accumulate)
    {
        switch (activation)
        {
            case ActivationFunction.Linear: ElementLoop.Run(workers, new ActivationBackward<Linear>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Relu: ElementLoop.Run(workers, new ActivationBackward<Relu>(), dy, y, dx, accumulate); break;
            case ActivationFunction.LeakyRelu: ElementLoop.Run(workers, new ActivationBackward<LeakyRelu>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Elu: ElementLoop.Run(workers, new ActivationBackward<Elu>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Selu: ElementLoop.Run(workers, new ActivationBackward<Selu>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Softplus: ElementLoop.Run(workers, new ActivationBackward<Softplus>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Softsign: ElementLoop.Run(workers, new ActivationBackward<Softsign>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Tanh: ElementLoop.Run(workers, new ActivationBackward<Tanh>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Sigmoid: ElementLoop.Run(workers, new ActivationBackward<Sigmoid>(), dy, y, dx, accumulate); break;
            case ActivationFunction.HardSigmoid: ElementLoop.Run(workers, new ActivationBackward<HardSigmoid>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Exponential: ElementLoop.Run(workers, new ActivationBackward<Exponential>(), dy, y, dx, accumulate); break;
            case ActivationFunction.Gelu: ElementLoop.Run(workers, new InputActivationBackward<Gelu>(), dy, x, dx, accumulate); break;
            case ActivationFunction.GeluApproximate: ElementLoop.Run(workers, new InputActivationBackward<GeluApproximate>(), dy, x, dx, accumulate); break;
            case ActivationFunction.Silu: ElementLoop.Run(workers, new InputActivationBackward<Silu>(), dy, x, dx, accumulate); break;
            default: throw NotElementwise(activation);
        }
    }

    static ArgumentOutOfRangeException NotElementwise(ActivationFunction activation) =>
        new(nameof(activation), activation, "Not an element-wise activation.");
}
