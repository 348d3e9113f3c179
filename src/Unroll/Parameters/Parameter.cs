using Unroll.Arguments;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>A weight array of a layer: a name and a window of the model's <see cref="ParameterStore"/>.</summary>
public sealed class Parameter
{
    readonly ParameterStore _store;
    int _slot;

    internal Parameter(ParameterStore store, string name, Shape shape, Initializer initializer)
    {
        _store = store;
        Name = name;
        Shape = shape;
        Initializer = initializer;
    }

    /// <summary>The readable name under which it is saved: <c>lstm_1.recurrent_kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>Whether training changes it.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>What the optimizer's learning rate is multiplied by for this parameter: 0 or more, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a finite number.</exception>
    public double LearningRateFactor { get; set => field = Argument.NotNegative(value); } = 1;

    /// <summary>Whether the optimizer's weight decay applies to it: the opposite of Keras' exclude_from_weight_decay.</summary>
    public bool DecaysWeight { get; set; } = true;

    /// <summary>The weights with their gradients, as operations take them.</summary>
    public Tensor Tensor => new(_store.Block, Offset, Shape, _slot, requiresGradient: Trainable);

    /// <summary>
    /// The weights, row-major. Who writes here by hand calls <see cref="ParameterStore.NotifyChanged"/> afterwards: what was prepared from the old weights,
    /// such
    /// as their packed form, goes on being used otherwise.
    /// </summary>
    public Span<float> Values => _store.Block.Values(Offset, Shape.Length);

    /// <summary>The version of the model's weights: <see cref="ParameterStore.Version"/>.</summary>
    public long Version => _store.Version;

    /// <summary>The gradients of the last backward pass.</summary>
    public Span<float> Gradients => _store.Block.Gradients(Offset, Shape.Length);

    /// <summary>Replaces the weights.</summary>
    /// <param name="weights">Row-major, one for each element of <see cref="Shape"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void Set(ReadOnlySpan<float> weights)
    {
        Require(weights);
        weights.CopyTo(Values);
        _store.NotifyChanged();
    }

    internal void Require(ReadOnlySpan<float> weights)
    {
        if (weights.Length != Shape.Length)
            throw new ArgumentException($"'{Name}' has shape {Shape}, {Shape.Length} weights; {weights.Length} were given.", nameof(weights));
    }

    /// <summary>Where the weights begin in the store's block.</summary>
    internal int Offset { get; private set; }

    internal Initializer Initializer { get; }

    internal bool HasGradient => _store.Block.IsWritten(_slot);

    internal void Place(int offset, int slot) => (Offset, _slot) = (offset, slot);
}
