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

    /// <summary>Texts that belong to the model, such as a vocabulary: <see cref="Save"/> writes them, <see cref="Load"/> brings them back.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The layers, built or not.</summary>
    internal IReadOnlyList<Layer> Stack => _stack;

    /// <summary>
    /// Reads a model from a file that <see cref="Save"/> wrote, or from a checkpoint of a stack: layers, weights and <see cref="Metadata"/>, and of a compiled
    /// model optimizer, loss and metrics, so that training goes on to the same bits. Where one of these is of your own, compile the model again.
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
        CompiledText.Restore(file, model);
        foreach ((string key, string value) in file.Metadata)
            if (!key.StartsWith(FileMetadata.Prefix, StringComparison.Ordinal))
                model.Metadata[key] = value;
        return model;
    }

    /// <summary>Creates a model from the text of <see cref="ToJson"/>; its weights are drawn anew, when the text has the shape of a sample.</summary>
    /// <exception cref="InvalidDataException">The text is damaged or holds a newer format, or a layer or an option that is unknown.</exception>
    public static Sequential FromJson(string json, LayerRegistry? layers = null) => ModelText.Read(json, "the model's JSON", layers ?? LayerRegistry.Default);

    /// <summary>The layers and their options as JSON, without weights.</summary>
    /// <exception cref="NotSupportedException">A layer cannot be written.</exception>
    public string ToJson() => ModelText.Write(this, indented: true);

    /// <summary>
    /// Writes the model as one safetensors file: the weights under their names, in its metadata the layers and, of a compiled model, how it is trained, and the
    /// state of its optimizer. The file appears whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="metadata">What belongs to the model beside <see cref="Metadata"/>: a vocabulary, a scaler. <see cref="Load"/> gives it back.</param>
    /// <param name="includeOptimizer">Whether the optimizer's state is written: without it the file of a model trained by Adam is a third as large.</param>
    /// <exception cref="ArgumentException">A key begins with "unroll.", as the library's own do.</exception>
    /// <exception cref="InvalidOperationException">The model is not built: it has no weights.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null, bool includeOptimizer = true)
    {
        var own = new Dictionary<string, string>(Metadata);
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
            own[key] = value;
        if (own.Keys.FirstOrDefault(key => key.StartsWith(FileMetadata.Prefix, StringComparison.Ordinal)) is { } taken)
            throw new ArgumentException($"The key '{taken}' of the metadata begins with '{FileMetadata.Prefix}', as the library's own do.", nameof(metadata));
        WriteWeights(path, own, ModelText.Write(this, indented: false), includeOptimizer);
    }

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
