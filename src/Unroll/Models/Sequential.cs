using Unroll.Layers;
using Unroll.Persistence;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>A stack of layers, each reading the output of the one before: Keras' Sequential.</summary>
public sealed class Sequential : Model
{
    readonly Layer[] _stack;

    /// <summary>A stack of layers, the first reads the samples.</summary>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
            throw new ArgumentException("A model needs at least one layer.", nameof(layers));
        _stack = [.. layers];
    }

    /// <summary>The layers, built or not.</summary>
    internal IReadOnlyList<Layer> Stack => _stack;

    /// <summary>
    /// Reads a model from a file that <see cref="Save"/> wrote, or from a checkpoint of a stack: layers, weights and all. It can predict at once; to train it,
    /// compile it.
    /// </summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="layers">The layers that it may hold; null for those of the library.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no model, a newer format, or a layer or an option that is unknown.</exception>
    public static Sequential Load(string path, LayerRegistry? layers = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(ModelText.MetadataKey, out string? text))
            throw new InvalidDataException(
                $"{path}: the file holds weights but no model ('{ModelText.MetadataKey}' is missing); make the model in code and call LoadWeights.");
        Sequential model = ModelText.Read(text, path, layers ?? LayerRegistry.Default);
        if (!model.IsBuilt)
            throw new InvalidDataException($"{path}: the model in the file has no 'input_shape'; it was not written by {nameof(Save)}.");
        WeightFile.Read(file, model.Parameters);
        return model;
    }

    /// <summary>Creates a model from the text of <see cref="ToJson"/>; its weights are drawn anew, when the text has the shape of a sample.</summary>
    /// <exception cref="InvalidDataException">The text is damaged or holds a newer format, or a layer or an option that is unknown.</exception>
    public static Sequential FromJson(string json, LayerRegistry? layers = null) => ModelText.Read(json, "the model's JSON", layers ?? LayerRegistry.Default);

    /// <summary>The layers and their options as JSON, without weights.</summary>
    /// <exception cref="NotSupportedException">A layer cannot be written.</exception>
    public string ToJson() => ModelText.Write(this, indented: true);

    /// <summary>
    /// Writes the model as one safetensors file: the weights under their names, and the layers as JSON in its metadata. The file appears whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="metadata">What belongs to the model beside it: a vocabulary, a scaler. <see cref="SafetensorsFile.Metadata"/> gives it back.</param>
    /// <exception cref="InvalidOperationException">The model is not built: it has no weights.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        WriteWeights(path, metadata, ModelText.Write(this, indented: false));

    internal override string? Describe()
    {
        try
        {
            return ModelText.Write(this, indented: false);
        }
        catch (NotSupportedException)
        {
            // A user's layer that does not write its options: the weights can be saved nevertheless.
            return null;
        }
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor output = input;
        foreach (Layer layer in _stack)
            output = layer.Forward(context, output);
        return output;
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.SideInputCount > 0)
            throw new InvalidOperationException(
                $"A stack reads one input, but the data have {builder.SideInputCount + 1}: derive from {nameof(Model)} to use them all.");
        Shape shape = input;
        foreach (Layer layer in _stack)
            shape = builder.Add(layer, shape);
        return shape;
    }
}
