using System.Text.Json;
using Unroll.Kernels.Activations;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>The options of a saved layer, as <see cref="Layer.WriteConfiguration"/> wrote them.</summary>
public sealed class LayerReader : ConfigurationReader
{
    readonly LayerRegistry _registry;

    internal LayerReader(JsonElement options, string source, LayerRegistry registry)
        : base(options, source) => _registry = registry;

    /// <summary>An activation by its name, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name is unknown.</exception>
    public ActivationFunction Activation(string name, ActivationFunction otherwise) => Named(name, ActivationRegistry.Entries, otherwise);

    /// <summary>An initializer by its name and options, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name or an option is unknown.</exception>
    public Initializer Initializer(string name, Initializer otherwise) => Created(name, InitializerRegistry.Entries, otherwise);

    /// <summary>A regularizer by its name and options; null where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name or an option is unknown.</exception>
    public Regularizer? Regularizer(string name) => Created<Regularizer?>(name, RegularizerRegistry.Entries!, null);

    /// <summary>A layer within this one, which <see cref="LayerRegistry.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The layer is unknown, or one of its options is.</exception>
    public Layer Layer(string name) => _registry.Read(Object(name), $"{Source}: {name}");

    /// <summary>Layers within this one, a list of what <see cref="LayerRegistry.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The option is no list, a layer is unknown, or one of its options is.</exception>
    public IReadOnlyList<Layer> Layers(string name) =>
        [.. List(name).Select((layer, index) => _registry.Read(layer, $"{Source}: {name}: layer {index + 1}"))];

    /// <summary>A recurrent layer within this one.</summary>
    internal RecurrentLayer RecurrentLayer(string name) => Layer(name) as RecurrentLayer
        ?? throw new InvalidDataException($"{Source}: the option '{name}' must be a recurrent layer.");
}
