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
