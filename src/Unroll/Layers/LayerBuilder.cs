using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Takes the declarations of a layer's parameters while a model is built.</summary>
public sealed class LayerBuilder
{
    readonly ParameterStore _store;
    readonly string _layer;

    internal LayerBuilder(ParameterStore store, string layer) => (_store, _layer) = (store, layer);

    /// <summary>The parameters declared so far.</summary>
    internal List<Parameter> Declared { get; } = [];

    /// <summary>Declares a parameter; its values exist once the whole model is built.</summary>
    /// <param name="name">Its name within the layer: "kernel".</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="initializer">How its first values are drawn.</param>
    public Parameter AddParameter(string name, Shape shape, Initializer initializer)
    {
        Parameter parameter = _store.Declare($"{_layer}.{name}", shape, initializer);
        Declared.Add(parameter);
        return parameter;
    }
}
