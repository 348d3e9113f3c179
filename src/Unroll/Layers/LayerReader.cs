using System.Text.Json;
using Unroll.Kernels.Activations;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Regularizers;

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

    /// <summary>An initializer by its name and options, or another one where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name or an option is unknown.</exception>
    public Initializer Initializer(string name, Initializer otherwise) => Configured(name, InitializerCatalogue.Entries, otherwise);

    /// <summary>A regularizer by its name and options; null where the option is missing.</summary>
    /// <exception cref="InvalidDataException">The name or an option is unknown.</exception>
    public Regularizer? Regularizer(string name) => Configured<Regularizer?>(name, RegularizerCatalogue.Entries!, null);

    /// <summary>A layer within this one, which <see cref="LayerCatalogue.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The layer is unknown, or one of its options is.</exception>
    public Layer Layer(string name) => _catalogue.Read(Object(name), $"{Source}: {name}");

    /// <summary>A recurrent layer within this one.</summary>
    internal RecurrentLayer RecurrentLayer(string name) => Layer(name) as RecurrentLayer
        ?? throw new InvalidDataException($"{Source}: the option '{name}' must be a recurrent layer.");
}
