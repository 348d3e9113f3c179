using Unroll.Kernels.Activations;

namespace Unroll.Kernels.Tests.References;

/// <summary>What the references of all cells are told.</summary>
/// <param name="Steps">Times.</param>
/// <param name="Batch">Rows.</param>
/// <param name="Units">Width of the state.</param>
/// <param name="Activation">φ.</param>
/// <param name="RecurrentActivation">ρ.</param>
/// <param name="Backwards">Whether the last time is read first.</param>
sealed record RecurrentShape(int Steps, int Batch, int Units, ActivationFunction Activation, ActivationFunction RecurrentActivation, bool Backwards)
{
    /// <summary>φ(x).</summary>
    public double Activate(double x) => ActivationReference.Apply(Activation, x);

    /// <summary>ρ(x).</summary>
    public double ActivateGate(double x) => ActivationReference.Apply(RecurrentActivation, x);

    /// <summary>The times in the order in which the layer reads them.</summary>
    public IEnumerable<int> Times => Backwards ? Enumerable.Range(0, Steps).Reverse() : Enumerable.Range(0, Steps);
}

/// <summary>Weights in Keras' layout. No kernel: the inputs already are x·W + b.</summary>
/// <param name="Kernel">W: [features, gates·units], or null.</param>
/// <param name="RecurrentKernel">U: [units, gates·units].</param>
/// <param name="Bias">b: [gates·units], or null.</param>
/// <param name="RecurrentBias">[gates·units], added to h·U; or null.</param>
sealed record RecurrentWeights(double[]? Kernel, double[] RecurrentKernel, double[]? Bias, double[]? RecurrentBias)
{
    /// <summary>x·W + b at every time: [time, batch, columns].</summary>
    public double[] Project(double[] x, int rows, int columns) =>
        Kernel == null ? x : MatrixReference.Multiply(x, Kernel, Bias, rows, x.Length / rows, columns);
}

/// <summary>Results in the order of time.</summary>
/// <param name="Hidden">h after each time: [time, batch, units].</param>
/// <param name="Cells">c after each time, where the cell has one.</param>
/// <param name="Gates">The activated gates: [time, batch, gates·units].</param>
sealed record RecurrentStates(double[] Hidden, double[] Cells, double[] Gates);
