using System.Text.Json.Nodes;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A step of a model: it owns parameters and calls operations, and keeps nothing of a batch. To write one, declare the parameters in
/// <see cref="Build"/> and compute the output from the operations of <see cref="LayerContext.Tape"/> in <see cref="Forward"/>.
/// </summary>
public abstract class Layer
{
    string? _name;

    /// <summary>The name under which parameters are saved; when not given, the class in small letters, numbered within the model as in Keras.</summary>
    public string? Name { get => _name; init => _name = value; }

    /// <summary>The name in effect once the layer belongs to a model.</summary>
    public string BuiltName { get; internal set; } = "";

    /// <summary>Whether the layer reads ids (whole numbers) instead of values.</summary>
    public virtual bool ReadsIds => false;

    /// <summary>The class name in small letters: the stem of automatic names.</summary>
    internal string DefaultName => SnakeCase(GetType().Name);

    /// <summary>Which random numbers are this layer's; its position in the model.</summary>
    internal int Id { get; set; } = -1;

    /// <summary>Declares the parameters.</summary>
    /// <param name="builder">Takes the declarations.</param>
    /// <param name="input">Shape of one sample: [time, features] or [features]; [time] or [] for ids. Extents may be unknown (−1) except the last.</param>
    /// <returns>Shape of one sample's output.</returns>
    /// <exception cref="ShapeMismatchException">The layer cannot read such samples.</exception>
    public abstract Shape Build(LayerBuilder builder, Shape input);

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="context">The step: its tape, random key, states, and whether it trains.</param>
    /// <param name="input">[time, batch, features] or [batch, features]; ids without the last axis.</param>
    public abstract Tensor Forward(LayerContext context, Tensor input);

    /// <summary>Writes the options that make this layer again: <c>options["units"] = Units</c>. What reads them stands in <see cref="LayerCatalogue"/>.</summary>
    /// <param name="options">Takes them, under Keras' names; "type" and "name" are there already.</param>
    /// <exception cref="NotSupportedException">The layer does not override this method.</exception>
    public virtual void WriteConfiguration(JsonObject options) => throw new NotSupportedException(
        $"The layer {GetType().Name} does not say what it is made from: override {nameof(WriteConfiguration)} and pass what reads it by {nameof(LayerCatalogue)}.{nameof(LayerCatalogue.With)}.");

    /// <summary>A parameter in <see cref="Forward"/>.</summary>
    /// <exception cref="InvalidOperationException">The layer is used without having been built.</exception>
    protected Parameter Built(Parameter? parameter) => parameter ?? throw NotBuilt();

    internal InvalidOperationException NotBuilt() => new(
        $"The layer '{Name ?? DefaultName}' is used but was never built: in BuildLayers, register it by builder.Add(layer, shape), once, before the model is built.");

    internal void GiveName(string? name) => _name = name;

    static string SnakeCase(string name)
    {
        var text = new System.Text.StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
