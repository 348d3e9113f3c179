using Unroll.Kernels.Activations;

namespace Unroll.Tests.Support.References;

/// <summary>Activations in double, from their definitions.</summary>
static class ActivationReference
{
    public static double Apply(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Linear => x,
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.LeakyRelu => x > 0 ? x : 0.2 * x,
        ActivationFunction.Selu => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        ActivationFunction.Gelu => x * NormalCumulative(x),
        ActivationFunction.GeluApproximate => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        ActivationFunction.Silu => x / (1 + Math.Exp(-x)),
        ActivationFunction.Elu => x > 0 ? x : Math.Exp(x) - 1,
        ActivationFunction.Softplus => Math.Log(1 + Math.Exp(x)),
        ActivationFunction.Softsign => x / (1 + Math.Abs(x)),
        ActivationFunction.Tanh => Math.Tanh(x),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        ActivationFunction.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>Softmax of every row.</summary>
    public static double[] Softmax(double[] x, int columns)
    {
        double[] y = new double[x.Length];
        for (int first = 0; first < x.Length; first += columns)
        {
            double sum = x.Skip(first).Take(columns).Sum(Math.Exp);
            for (int i = first; i < first + columns; i++)
                y[i] = Math.Exp(x[i]) / sum;
        }

        return y;
    }

    /// <summary>Φ(x) by its series about 0.</summary>
    static double NormalCumulative(double x)
    {
        double term = x, sum = x;
        for (int n = 3; n < 200; n += 2)
            sum += term *= x * x / n;
        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
