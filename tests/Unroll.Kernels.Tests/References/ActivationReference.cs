using Unroll.Kernels.Activations;

namespace Unroll.Kernels.Tests.References;

/// <summary>The activations as their definitions say, with derivatives from x.</summary>
static class ActivationReference
{
    /// <summary>All but softmax.</summary>
    public static ActivationFunction[] Elementwise { get; } =
        [.. Enum.GetValues<ActivationFunction>().Where(function => function != ActivationFunction.Softmax)];

    public static double Apply(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Linear => x,
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.Elu => x > 0 ? x : Math.Exp(x) - 1,
        ActivationFunction.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        ActivationFunction.Softsign => x / (1 + Math.Abs(x)),
        ActivationFunction.Tanh => Math.Tanh(x),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        ActivationFunction.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    public static double Derivative(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Linear => 1,
        ActivationFunction.Relu => x > 0 ? 1 : 0,
        ActivationFunction.Elu => x > 0 ? 1 : Math.Exp(x),
        ActivationFunction.Softplus => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.Softsign => 1 / Math.Pow(1 + Math.Abs(x), 2),
        ActivationFunction.Tanh => 1 / Math.Pow(Math.Cosh(x), 2),
        ActivationFunction.Sigmoid => Math.Exp(-x) / Math.Pow(1 + Math.Exp(-x), 2),
        ActivationFunction.HardSigmoid => Math.Abs(x) < 3 ? 1.0 / 6 : 0,
        ActivationFunction.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };
}
