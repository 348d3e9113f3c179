using System.Text.Json;
using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The options of a saved layer, as <see cref="Layer.WriteConfiguration"/> wrote them.</summary>
public sealed class LayerReader : ConfigurationReader
{
    readonly LayerCatalogue _catalogue;

    internal LayerReader(JsonElement options, string source, LayerCatalogue catalogue)
        : base(options, source) => _catalogue = catalogue;

    /// <summary>An activation by its name, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name is unknown.</exception>
    public ActivationFunction Activation(string name, ActivationFunction otherwise) => Named(name, ActivationCatalogue.Functions, otherwise);

    /// <summary>A layer within this one, which <see cref="LayerCatalogue.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The layer is unknown, or one of its options is.</exception>
    public Layer Layer(string name) => _catalogue.Read(Object(name), $"{Source}: {name}");
}
