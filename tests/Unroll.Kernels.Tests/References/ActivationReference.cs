using Unroll.Kernels.Activations;

namespace Unroll.Kernels.Tests.References;

/// <summary>The activations as their definitions say, with derivatives from x.</summary>
static class ActivationReference
{
    /// <summary>All but softmax and its logarithm.</summary>
    public static ActivationFunction[] Elementwise { get; } =
        [.. Enum.GetValues<ActivationFunction>().Where(function => function is not (ActivationFunction.Softmax or ActivationFunction.LogSoftmax))];

    /// <summary>Those of cells.</summary>
    public static ActivationFunction[] OfCells { get; } = [.. Enum.GetValues<ActivationFunction>().Where(CellActivations.Contains)];

    public static double Apply(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Linear => x,
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.LeakyRelu => x > 0 ? x : 0.2f * x,
        ActivationFunction.Elu => x > 0 ? x : ExpMinusOne(x),
        ActivationFunction.Selu => Lambda * (x > 0 ? x : Alpha * ExpMinusOne(x)),
        ActivationFunction.Gelu => x * NormalReference.Cumulative(x),
        ActivationFunction.GeluApproximate => x / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        ActivationFunction.Silu => x / (1 + Math.Exp(-x)),
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
        ActivationFunction.LeakyRelu => x > 0 ? 1 : 0.2f,
        ActivationFunction.Elu => x > 0 ? 1 : Math.Exp(x),
        ActivationFunction.Selu => Lambda * (x > 0 ? 1 : Alpha * Math.Exp(x)),
        ActivationFunction.Gelu => NormalReference.Cumulative(x) + (x * NormalReference.Density(x)),
        ActivationFunction.GeluApproximate => GeluApproximateDerivative(x),
        ActivationFunction.Silu => (1 + (x / (1 + Math.Exp(x)))) / (1 + Math.Exp(-x)),
        ActivationFunction.Softplus => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.Softsign => 1 / Math.Pow(1 + Math.Abs(x), 2),
        ActivationFunction.Tanh => 1 / Math.Pow(Math.Cosh(x), 2),
        ActivationFunction.Sigmoid => Math.Exp(-x) / Math.Pow(1 + Math.Exp(-x), 2),
        ActivationFunction.HardSigmoid => Math.Abs(x) < 3 ? 1.0 / 6 : 0,
        ActivationFunction.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    const double Lambda = 1.0507009873554805;
    const double Alpha = 1.6732632423543772;

    /// <summary>eˣ − 1 by its series where the difference would lose digits.</summary>
    static double ExpMinusOne(double x) => Math.Abs(x) < 1e-3 ? x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4)))))) : Math.Exp(x) - 1;

    static double GeluApproximateDerivative(double x)
    {
        double factor = 2 * Math.Sqrt(2 / Math.PI), sigmoid = 1 / (1 + Math.Exp(-factor * (x + (0.044715 * x * x * x))));
        return sigmoid + (x * sigmoid * (1 - sigmoid) * factor * (1 + (3 * 0.044715 * x * x)));
    }
}
