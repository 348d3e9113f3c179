namespace Unroll.Optimizers;

/// <summary>A number of an optimizer's state that belongs to no weight, saved in checkpoints to the last bit.</summary>
public sealed class OptimizerScalar
{
    internal OptimizerScalar(string name, double initial) => (Name, Value) = (name, initial);

    /// <summary>The name in checkpoints.</summary>
    public string Name { get; }

    /// <summary>The number.</summary>
    public double Value { get; set; }
}
