using Unroll.Kernels.Activations;

namespace Unroll.Tests.Support.References;

/// <summary>Activations in double, from their definitions.</summary>
static class ActivationReference
{
    public static double Apply(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Linear => x,
        ActivationFunction.Relu => Math.Max(x, 0),
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
}
