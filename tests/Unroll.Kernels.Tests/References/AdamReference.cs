namespace Unroll.Kernels.Tests.References;

/// <summary>Adam as Keras writes it: α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ); w −= α·m/(√v + ε).</summary>
sealed class AdamReference(double[] weights, double learningRate, double beta1, double beta2, double epsilon)
{
    readonly double[] _first = new double[weights.Length];
    readonly double[] _second = new double[weights.Length];
    int _steps;

    public double[] Weights { get; } = [.. weights];

    public ReadOnlySpan<double> First => _first;

    public ReadOnlySpan<double> Second => _second;

    public void Step(double[] gradients)
    {
        _steps++;
        double alpha = learningRate * Math.Sqrt(1 - Math.Pow(beta2, _steps)) / (1 - Math.Pow(beta1, _steps));
        for (int i = 0; i < Weights.Length; i++)
        {
            _first[i] = (beta1 * _first[i]) + ((1 - beta1) * gradients[i]);
            _second[i] = (beta2 * _second[i]) + ((1 - beta2) * gradients[i] * gradients[i]);
            Weights[i] -= alpha * _first[i] / (Math.Sqrt(_second[i]) + epsilon);
        }
    }
}
