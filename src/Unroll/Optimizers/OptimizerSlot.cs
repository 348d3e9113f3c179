namespace Unroll.Optimizers;

/// <summary>An array of an optimizer's state, laid out as the block of weights.</summary>
sealed class OptimizerSlot(string name, int length)
{
    public string Name { get; } = name;

    public float[] Values { get; } = GC.AllocateArray<float>(length, pinned: true);
}
