using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Takes the declarations of a layer's parameters and of the layers inside it while a model is built.</summary>
public sealed class LayerBuilder
{
    readonly ParameterStore _store;
    readonly Layer? _layer;
    readonly List<Layer> _built = [];

    /// <summary>The builder of a model.</summary>
    internal LayerBuilder(ParameterStore store) => (_store, Penalties) = (store, []);

    LayerBuilder(LayerBuilder outer, Layer layer, IReadOnlyList<Shape> sideInputs) =>
        (_store, _layer, Penalties, SideInputs) = (outer._store, layer, outer.Penalties, sideInputs);

    /// <summary>
    /// Shapes of what the layer reads beside its input, for one sample: the sequence that a decoder attends to. Empty in a stack.
    /// </summary>
    public IReadOnlyList<Shape> SideInputs { get; } = [];

    /// <summary>The parameters of the model that have a regularizer.</summary>
    internal List<(Parameter Parameter, Regularizer Regularizer)> Penalties { get; }

    /// <summary>Declares a parameter; its values exist once the whole model is built.</summary>
    /// <param name="name">Its name within the layer: "kernel".</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="initializer">How its first values are drawn.</param>
    /// <param name="regularizer">Regularizer, added to the loss; null for none.</param>
    public Parameter AddParameter(string name, Shape shape, Initializer initializer, Regularizer? regularizer = null)
    {
        Layer layer = _layer ?? throw new InvalidOperationException("Parameters belong to layers, not to the model itself.");
        Parameter parameter = _store.Declare($"{layer.BuiltName}.{name}", shape, initializer);
        parameter.Trainable = layer.Trainable;
        for (Layer? owner = layer; owner is not null; owner = owner.Outer)
            owner.Own(parameter);
        if (regularizer is not null)
            Penalties.Add((parameter, regularizer));
        return parameter;
    }

    /// <summary>Builds a layer inside this one; its parameters are named "outer.inner.kernel".</summary>
    /// <param name="inner">The layer; it cannot belong to anything else.</param>
    /// <param name="input">Shape of one of its samples.</param>
    /// <param name="name">Its part of that name; null for its own name or, without one, its class in small letters.</param>
    /// <returns>Shape of its output for one sample.</returns>
    /// <exception cref="InvalidOperationException">The layer is already part of a model.</exception>
    public Shape Build(Layer inner, Shape input, string? name = null) => Build(inner, input, [], name);

    /// <summary>Builds a layer inside this one that reads several inputs.</summary>
    /// <param name="inner">The layer; it cannot belong to anything else.</param>
    /// <param name="input">Shape of one of its samples.</param>
    /// <param name="sideInputs">Shapes of what it reads beside: <see cref="SideInputs"/> of its builder.</param>
    /// <param name="name">Its part of the name; null for its own name or, without one, its class in small letters.</param>
    /// <returns>Shape of its output for one sample.</returns>
    /// <exception cref="InvalidOperationException">The layer is already part of a model.</exception>
    public Shape Build(Layer inner, Shape input, IReadOnlyList<Shape> sideInputs, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(sideInputs);
        if (inner.Id >= 0)
            throw new InvalidOperationException($"The layer '{inner.BuiltName}' already belongs to a model.");
        string prefix = _layer is null ? "" : _layer.BuiltName + ".";
        inner.Attach(_layer, _built.Count, prefix + (name ?? inner.Name ?? UniqueName(prefix, inner.DefaultName)));
        _built.Add(inner);
        try
        {
            return inner.Build(new LayerBuilder(this, inner, sideInputs), input);
        }
        catch
        {
            inner.Detach();
            throw;
        }
    }

    /// <summary>Forgets everything: the layers can be built again.</summary>
    internal void Clear()
    {
        foreach (Layer layer in _built)
            layer.Detach();
        _built.Clear();
        Penalties.Clear();
        _store.Clear();
    }

    /// <summary>lstm, lstm_1, lstm_2 …: counted per class, as Keras names them.</summary>
    string UniqueName(string prefix, string stem)
    {
        string name = stem;
        for (int number = 1; _built.Exists(layer => layer.BuiltName == prefix + name); number++)
            name = $"{stem}_{number}";
        return name;
    }
}
