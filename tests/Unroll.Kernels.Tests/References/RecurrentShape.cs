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
    /// <summary>[steps, batch]: 0 where a step is padding; empty when none is.</summary>
    public byte[] Mask { get; init; } = [];

    /// <summary>[batch, units]: what h is multiplied with where it meets U; empty for ones.</summary>
    public float[] Dropout { get; init; } = [];

    /// <summary>What the gains of a normalized h·U are multiplied with.</summary>
    public float Gain { get; init; } = 1;

    /// <summary>Whether a row's time is no padding, which leaves the states as they were.</summary>
    public bool Counts(int time, int row) => Mask.Length == 0 || Mask[(time * Batch) + row] != 0;

    /// <summary>h as it meets U.</summary>
    public double[] Dropped(double[] hidden) => Dropout.Length == 0 ? [.. hidden] : [.. hidden.Zip(Dropout, (state, factor) => state * factor)];

    /// <summary>φ(x).</summary>
    public double Activate(double x) => ActivationReference.Apply(Activation, x);

    /// <summary>ρ(x).</summary>
    public double ActivateGate(double x) => ActivationReference.Apply(RecurrentActivation, x);

    /// <summary>The times in the order in which the layer reads them.</summary>
    public IEnumerable<int> Times => Backwards ? Enumerable.Range(0, Steps).Reverse() : Enumerable.Range(0, Steps);
}
