using Unroll.Autograd;
using Unroll.Randomness;

namespace Unroll.Layers;

/// <summary>What a layer knows of the step that it takes part in.</summary>
public sealed class LayerContext
{
    internal LayerContext(Tape tape) => Tape = tape;

    /// <summary>The operations, and the memory of the step.</summary>
    public Tape Tape { get; }

    /// <summary>Whether the step trains: dropout is on.</summary>
    public bool IsTraining { get; internal set; }

    /// <summary>The states that recurrent layers start from and leave behind; null when every sequence starts from zeros.</summary>
    public ModelState? State { get; internal set; }

    /// <summary>The random numbers of this step.</summary>
    public RandomKey StepKey { get; internal set; }

    /// <summary>The random numbers of one layer in this step; those of an inner layer belong to its place in the outer one.</summary>
    /// <exception cref="InvalidOperationException">The layer belongs to no model.</exception>
    public RandomKey KeyOf(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Id >= 0 ? (layer.Outer is { } outer ? KeyOf(outer) : StepKey).Derive((ulong)layer.Id) : throw layer.NotBuilt();
    }
}
