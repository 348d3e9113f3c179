using Unroll.Autograd;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>What a layer knows of the step that it takes part in.</summary>
public sealed class LayerContext
{
    /// <summary>Above the numbers of inner layers and of what a layer derives itself.</summary>
    const ulong UseDomain = 1UL << 32;

    readonly Dictionary<Layer, int> _uses = [];
    long _usesOf;

    internal LayerContext(Tape tape) => Tape = tape;

    /// <summary>The operations, and the memory of the step.</summary>
    public Tape Tape { get; }

    /// <summary>Whether the step trains: dropout is on.</summary>
    public bool IsTraining { get; internal set; }

    /// <summary>The states that recurrent layers start from and update; null when every sequence starts from zeros.</summary>
    public ModelState? State { get; internal set; }

    /// <summary>The random numbers of this step.</summary>
    public RandomKey StepKey { get; internal set; }

    /// <summary>What the batch has beside its main input, for a model that reads several.</summary>
    internal Tensor[] SideInputs { get; set; } = [];

    /// <summary>A side input of the batch: <c>Fit([words, prices], y)</c> has the words as the input of Forward and the prices as side input 0.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns>[time, batch, features], [batch, features], or ids.</returns>
    /// <exception cref="InvalidOperationException">The data have fewer side inputs.</exception>
    public Tensor SideInput(int index) => index >= 0 && index < SideInputs.Length
        ? SideInputs[index]
        : throw new InvalidOperationException(
            $"The model reads side input {index}, but the data have {SideInputs.Length}: pass all inputs, Fit([first, second], targets).");

    /// <summary>
    /// Random numbers for one use of a layer in this step; those of an inner layer belong to its place in the outer one. Another call gives others, so that a
    /// shared dropout layer leaves out other elements wherever it is used.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer belongs to no model.</exception>
    public RandomKey KeyOf(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        RandomKey key = PlaceOf(layer);
        if (_usesOf != Tape.Steps)
        {
            _uses.Clear();
            _usesOf = Tape.Steps;
        }

        int use = _uses.GetValueOrDefault(layer);
        _uses[layer] = use + 1;
        return use == 0 ? key : key.Derive(UseDomain + (ulong)use);
    }

    RandomKey PlaceOf(Layer layer) => layer.Id >= 0 ? (layer.Outer is { } outer ? PlaceOf(outer) : StepKey).Derive((ulong)layer.Id) : throw layer.NotBuilt();
}
