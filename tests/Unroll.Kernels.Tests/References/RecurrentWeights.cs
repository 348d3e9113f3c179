namespace Unroll.Kernels.Tests.References;

/// <summary>Weights in Keras' layout. No kernel: the inputs already are x·W.</summary>
/// <param name="Kernel">W: [features, gates·units], or null.</param>
/// <param name="RecurrentKernel">U: [units, gates·units].</param>
/// <param name="Bias">b: [gates·units], or null.</param>
/// <param name="RecurrentBias">[gates·units], added to h·U; or null.</param>
sealed record RecurrentWeights(double[]? Kernel, double[] RecurrentKernel, double[]? Bias, double[]? RecurrentBias)
{
    /// <summary>x·W + b at every time: [time, batch, columns].</summary>
    public double[] Project(double[] x, int rows, int columns) => Kernel == null
        ? [.. x.Select((value, i) => value + (Bias?[i % columns] ?? 0))]
        : MatrixReference.Multiply(x, Kernel, Bias, rows, x.Length / rows, columns);
}
