using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>
/// Which layers a saved model may hold: an explicit list of names with what reads each. A layer's name is its class in small letters, as in Keras' automatic
/// names: <c>simple_rnn</c>. A user's own layer is added by <see cref="With"/>.
/// </summary>
public sealed class LayerRegistry
{
    const string TypeKey = "type";
    const string NameKey = "name";
    const string TrainableKey = "trainable";

    readonly Registry<Func<LayerReader, Layer>> _entries;

    LayerRegistry(Registry<Func<LayerReader, Layer>> entries) => _entries = entries;

    /// <summary>The layers of the library.</summary>
    public static LayerRegistry Default { get; } = new(new("layer",
        ("activation", options => new Activation(options)),
        ("additive_attention", options => new AdditiveAttention(options)),
        ("attention", options => new Attention(options)),
        ("bidirectional", options => new Bidirectional(options)),
        ("dense", options => new Dense(options)),
        ("dropout", options => new Dropout(options)),
        ("embedding", options => new Embedding(options)),
        ("flatten", _ => new Flatten()),
        ("gaussian_noise", options => new GaussianNoise(options)),
        ("global_average_pooling1d", _ => new GlobalAveragePooling1D()),
        ("global_max_pooling1d", _ => new GlobalMaxPooling1D()),
        ("gru", options => new Gru(options)),
        ("layer_normalization", options => new LayerNormalization(options)),
        ("layer_normalized_gru", options => new LayerNormalizedGru(options)),
        ("layer_normalized_lstm", options => new LayerNormalizedLstm(options)),
        ("lstm", options => new Lstm(options)),
        ("masking", options => new Masking(options)),
        ("multi_head_attention", options => new MultiHeadAttention(options)),
        ("repeat_vector", options => new RepeatVector(options)),
        ("reshape", options => new Reshape(options)),
        ("rms_normalization", options => new RmsNormalization(options)),
        ("simple_rnn", options => new SimpleRnn(options)),
        ("skip_connection", options => new SkipConnection(options)),
        ("spatial_dropout1d", options => new SpatialDropout1D(options)),
        ("time_distributed", options => new TimeDistributed(options))));

    /// <summary>The names in their order.</summary>
    public IReadOnlyList<string> Names => _entries.Names;

    /// <summary>A layer as JSON: its type, its name, whether it is frozen, and the options that it writes itself.</summary>
    /// <exception cref="NotSupportedException">The layer cannot be written.</exception>
    public static JsonObject Write(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var options = new JsonObject { [TypeKey] = layer.DefaultName };
        if (layer.OwnName is { } name)
            options[NameKey] = name;
        if (!layer.Trainable)
            options[TrainableKey] = false;
        layer.WriteConfiguration(options);
        return options;
    }

    /// <summary>This list and one layer more.</summary>
    /// <param name="name">The class in small letters with underscores: <c>my_layer</c> for MyLayer.</param>
    /// <param name="read">Makes the layer from its options; the name is set by the caller.</param>
    /// <exception cref="ArgumentException">The list has the name already.</exception>
    public LayerRegistry With(string name, Func<LayerReader, Layer> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        return Names.Contains(name)
            ? throw new ArgumentException($"There is already a layer '{name}'; call the class and its entry otherwise.", nameof(name))
            : new LayerRegistry(_entries.With(name, read));
    }

    /// <summary>Creates the layer that <see cref="Write"/> wrote.</summary>
    /// <param name="options">The JSON object.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <exception cref="InvalidDataException">The layer or one of its options is unknown, or a value is not possible.</exception>
    public Layer Read(JsonElement options, string source)
    {
        if (options.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{source}: a layer is an object with its '{TypeKey}' and options, not {options.GetRawText()}.");
        string type = new ConfigurationReader(options, source).Text(TypeKey);
        if (!_entries.TryFind(type, out Func<LayerReader, Layer>? read))
            throw new InvalidDataException(
                $"{source}: {_entries.Unknown(type)} A layer of your own is passed by {nameof(LayerRegistry)}.{nameof(Default)}.{nameof(With)}.");

        var reader = new LayerReader(options, $"{source} ({type})", this);
        try
        {
            _ = reader.Text(TypeKey);
            string? name = reader.Has(NameKey) ? reader.Text(NameKey) : null;
            bool trainable = reader.Flag(TrainableKey, true);
            Layer layer = read(reader);
            layer.Trainable = trainable;
            reader.RequireAllTaken();
            layer.GiveName(name ?? layer.Name);
            return layer;
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{reader.Source}: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }
}
