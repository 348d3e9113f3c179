using System.Runtime.InteropServices;
using Unroll.Kernels;
using Unroll.Kernels.MatMul;
using Unroll.Tensors;

namespace Unroll.Autograd;

/// <summary>
/// The operations of one step in their order, and the memory that they work in. Walking it backwards gives the gradients. A step has 10 to 30 entries:
/// what happens at one time step lives inside a kernel, not here.
/// </summary>
public sealed class Tape
{
    readonly List<TapeEntry> _entries = [];
    int _count;
    bool _walked;

    internal Tape(Workers workers) => Workers = workers;

    /// <summary>The memory of the step.</summary>
    public Arena Arena { get; } = new();

    /// <summary>Whether a backward pass will follow; without one, operations leave no entries, but for lookups.</summary>
    public bool IsRecording { get; set; }

    internal Workers Workers { get; }

    /// <summary>How products of a forward pass hold their weights; other than float32 only where no backward pass follows.</summary>
    internal WeightFormat WeightFormat { get; init; }

    /// <summary>How many steps there were before this one.</summary>
    internal long Steps { get; private set; }

    /// <summary>The operations of the step so far.</summary>
    internal ReadOnlySpan<TapeEntry> Entries => CollectionsMarshal.AsSpan(_entries)[.._count];

    /// <summary>Allocates an operation's output.</summary>
    /// <param name="shape">Its extents.</param>
    /// <param name="requiresGradient">Whether any input requires a gradient.</param>
    public Tensor Allocate(Shape shape, bool requiresGradient) => Arena.Allocate(shape, requiresGradient && IsRecording);

    /// <summary>The entry of the next position: that of the last step if it has the right type, else a new one.</summary>
    public TEntry Record<TEntry>() where TEntry : TapeEntry, new()
    {
        if (_count < _entries.Count)
        {
            if (_entries[_count] is TEntry reused)
            {
                _count++;
                return reused;
            }

            _entries.RemoveRange(_count, _entries.Count - _count);
        }

        var entry = new TEntry();
        _entries.Add(entry);
        _count++;
        return entry;
    }

    /// <summary>Runs all entries backwards from a scalar whose gradient is 1. A step is walked once.</summary>
    /// <exception cref="ArgumentException">The tensor is not one number, or depends on nothing that can be trained.</exception>
    /// <exception cref="InvalidOperationException">This step has been walked already.</exception>
    public void Backward(Tensor loss)
    {
        if (loss.Shape.Length != 1)
            throw new ArgumentException($"A backward pass starts from one number; shape {loss.Shape} was given.", nameof(loss));
        if (!loss.RequiresGradient)
            throw new ArgumentException(
                "The loss depends on nothing that can be trained: all parameters that lead to it are frozen, or the step is not recorded.", nameof(loss));
        Arena.BeginPass();
        loss.AccumulatesGradient();
        loss.Gradients[0] = 1;
        BackwardFromMarked();
    }

    /// <summary>Runs all entries backwards from an output whose gradient is given.</summary>
    /// <param name="output">The tensor to start from.</param>
    /// <param name="gradient">Its gradient, one number for each element.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers.</exception>
    /// <exception cref="InvalidOperationException">This step has been walked already.</exception>
    public void Backward(Tensor output, ReadOnlySpan<float> gradient)
    {
        if (gradient.Length != output.Shape.Length)
            throw new ArgumentException($"A tensor of shape {output.Shape} has a gradient of {output.Shape.Length} numbers, not {gradient.Length}.",
                nameof(gradient));
        Arena.BeginPass();
        output.AccumulatesGradient();
        gradient.CopyTo(output.Gradients);
        BackwardFromMarked();
    }

    /// <summary>Forgets the step: entries are kept for reuse, tensors end.</summary>
    public void Reset()
    {
        _count = 0;
        _walked = false;
        Steps++;
        Arena.Reset();
    }

    /// <summary>The latest entry of a type, for an operation that continues another one (a cross-entropy after its softmax).</summary>
    internal TEntry? Latest<TEntry>() where TEntry : TapeEntry => _count > 0 ? _entries[_count - 1] as TEntry : null;

    // Some operations overwrite saved values with gradients.
    void BackwardFromMarked()
    {
        if (_walked)
            throw new InvalidOperationException("This step has been walked backwards already; Reset and make its forward pass again.");
        _walked = true;
        for (int i = _count - 1; i >= 0; i--)
            _entries[i].Backward(this);
    }
}
