using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A step of a model: it owns parameters and calls operations, and keeps nothing of a batch. To write one, declare the parameters in
/// <see cref="Build"/> and compute the output from the operations of <see cref="LayerContext.Tape"/> in <see cref="Forward"/>. A layer around others
/// builds them by <see cref="LayerBuilder.Build(Layer, Shape, string?)"/> and calls their <see cref="Forward"/>.
/// </summary>
public abstract class Layer
{
    List<Parameter> _parameters = [];
    List<Layer> _inner = [];
    bool _trainable = true;
    string? _name;

    /// <summary>The name under which parameters are saved; when not given, the class in small letters, numbered within the model as in Keras.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string? Name { get => _name; init => GiveName(value); }

    /// <summary>The name in effect once the layer belongs to a model; that of a layer inside another begins with the outer one's: "outer.inner".</summary>
    public string BuiltName { get; private set; } = "";

    /// <summary>Whether training changes the parameters, those of inner layers among them. It can be set before and after the model is built.</summary>
    public bool Trainable
    {
        get => _trainable;
        set
        {
            _trainable = value;
            foreach (Parameter parameter in _parameters)
                parameter.Trainable = value;
            foreach (Layer layer in _inner)
                layer.Trainable = value;
        }
    }

    /// <summary>The parameters in the order of their declaration, those of inner layers among them; empty before the model is built.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The layers that this one is made of, once it is built.</summary>
    public IReadOnlyList<Layer> InnerLayers => _inner;

    /// <summary>Whether the layer reads ids (whole numbers) instead of values.</summary>
    public virtual bool ReadsIds => false;

    /// <summary>
    /// Whether the output at a time step depends on that step and the layer's recurrent state alone, so that a sequence can be read step by step. A layer of
    /// your own
    /// for which this is true returns true; a text generator then slides its window without reading it anew.
    /// </summary>
    public virtual bool ReadsStepByStep => false;

    /// <summary>The name without the outer layer's part; null if the layer has none yet.</summary>
    internal string? OwnName => BuiltName.Length == 0 ? Name : Outer is null ? BuiltName : BuiltName[(Outer.BuiltName.Length + 1)..];

    /// <summary>The class name in small letters: the stem of automatic names.</summary>
    internal string DefaultName => SnakeCase.From(GetType().Name);

    /// <summary>The layer that this one is a part of; null in the model itself.</summary>
    internal Layer? Outer { get; private set; }

    /// <summary>The position among the layers of the model or of the outer layer; −1 outside of a model.</summary>
    internal int Id { get; private set; } = -1;

    /// <summary>Declares the parameters.</summary>
    /// <param name="builder">Takes the declarations.</param>
    /// <param name="input">Shape of one sample: [time, features] or [features]; [time] or [] for ids. Extents may be unknown (−1) except the last.</param>
    /// <returns>Shape of one sample's output.</returns>
    /// <exception cref="ShapeMismatchException">The layer cannot read such samples.</exception>
    public abstract Shape Build(LayerBuilder builder, Shape input);

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="context">The step: its tape, random key, states, and whether it trains.</param>
    /// <param name="input">
    /// [time, batch, features] or [batch, features]; ids without the last axis. A layer that keeps time and rows passes a mask on by
    /// <see cref="Tensor.WithMaskOf"/>; one that does not drops it.
    /// </param>
    public abstract Tensor Forward(LayerContext context, Tensor input);

    /// <summary>
    /// Writes the options that make this layer again: <c>options["units"] = Units</c>. What reads them stands in <see cref="LayerRegistry"/>.
    /// </summary>
    /// <param name="options">Takes them, under Keras' names; "type" and "name" are there already.</param>
    /// <exception cref="NotSupportedException">The layer does not override this method.</exception>
    public virtual void WriteConfiguration(JsonObject options) => throw new NotSupportedException(
        $"The layer {GetType().Name} does not say what it is made from: override {nameof(WriteConfiguration)} and pass what reads it by "
        + $"{nameof(LayerRegistry)}.{nameof(LayerRegistry.With)}.");

    /// <summary>A parameter in <see cref="Forward"/>.</summary>
    /// <exception cref="InvalidOperationException">The layer is used without having been built.</exception>
    protected Parameter Built(Parameter? parameter) => parameter ?? throw NotBuilt();

    internal InvalidOperationException NotBuilt() => new(
        $"The layer '{Name ?? DefaultName}' is used but was never built: in BuildLayers, register it by builder.Add(layer, shape), once, before the model is "
        + "built.");

    internal void GiveName(string? name) =>
        _name = name?.Length == 0 ? throw new ArgumentException("A layer's name is not empty; leave it out for an automatic one.", nameof(name)) : name;

    internal void Attach(Layer? outer, int id, string builtName)
    {
        (Outer, Id, BuiltName) = (outer, id, builtName);
        outer?._inner.Add(this);
        if (outer is { Trainable: false })
            Trainable = false;
    }

    /// <summary>Leaves the model, with all inner layers.</summary>
    internal void Detach()
    {
        foreach (Layer layer in _inner)
            layer.Detach();
        _inner.Clear();
        _parameters.Clear();
        (Outer, Id, BuiltName) = (null, -1, "");
    }

    /// <summary>A layer with the same options that belongs to no model and has no name yet.</summary>
    /// <exception cref="InvalidOperationException">The layer belongs to a model.</exception>
    private protected Layer Copy()
    {
        if (Id >= 0)
            throw new InvalidOperationException($"The layer '{BuiltName}' already belongs to a model.");
        var copy = (Layer)MemberwiseClone();
        (copy._parameters, copy._inner) = ([], []);
        return copy;
    }

    /// <summary>Takes a parameter of this layer or of an inner one.</summary>
    internal void Own(Parameter parameter) => _parameters.Add(parameter);
}
