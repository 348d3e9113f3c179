namespace Unroll.Optimizers;

/// <summary>What an optimizer remembers of each weight: an array laid out as the block of weights, saved in checkpoints under its name.</summary>
public sealed class OptimizerSlot
{
    internal OptimizerSlot(string name, int length, float initial)
    {
        Name = name;
        Values = GC.AllocateUninitializedArray<float>(length, pinned: true);
        Values.AsSpan().Fill(initial);
    }

    /// <summary>The name in checkpoints.</summary>
    public string Name { get; }

    internal float[] Values { get; }
}
