using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Transformers;

/// <summary>The sizes of a BERT, as the config.json of a published model has them; the defaults are those of BERT base, uncased.</summary>
public sealed class BertConfiguration
{
    /// <summary>Tokens of the vocabulary: vocab_size.</summary>
    public int VocabularySize { get; init => field = Argument.AtLeast(1, value); } = 30522;

    /// <summary>Features of a vector: hidden_size.</summary>
    public int HiddenSize { get; init => field = Argument.AtLeast(1, value); } = 768;

    /// <summary>Layers: num_hidden_layers.</summary>
    public int Layers { get; init => field = Argument.AtLeast(1, value); } = 12;

    /// <summary>Heads of a layer, which share the features equally: num_attention_heads.</summary>
    public int Heads { get; init => field = Argument.AtLeast(1, value); } = 12;

    /// <summary>Units inside a layer's feed-forward part: intermediate_size.</summary>
    public int IntermediateSize { get; init => field = Argument.AtLeast(1, value); } = 3072;

    /// <summary>Their activation: hidden_act.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Gelu;

    /// <summary>Dropout of vectors in training: hidden_dropout_prob.</summary>
    public float HiddenDropout { get; init => field = Argument.Fraction(value); } = 0.1f;

    /// <summary>Dropout of the weights of attention in training: attention_probs_dropout_prob.</summary>
    public float AttentionDropout { get; init => field = Argument.Fraction(value); } = 0.1f;

    /// <summary>The longest text in tokens: max_position_embeddings.</summary>
    public int MaximalPositions { get; init => field = Argument.AtLeast(1, value); } = 512;

    /// <summary>Kinds of segments: type_vocab_size.</summary>
    public int SegmentTypes { get; init => field = Argument.AtLeast(1, value); } = 2;

    /// <summary>ε of the normalizations: layer_norm_eps.</summary>
    public float Epsilon { get; init => field = Argument.AboveZero(value); } = 1e-12f;

    /// <summary>The deviation with which new weights are drawn: initializer_range.</summary>
    public float InitializerRange { get; init => field = Argument.AboveZero(value); } = 0.02f;

    /// <summary>The id of padding, which nothing attends to: pad_token_id.</summary>
    public int PaddingId { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>The text that it was read from, to be written back as it was.</summary>
    internal string? Text { get; private init; }

    /// <summary>Reads a config.json.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another architecture, or has sizes that do not go together; one line says what.</exception>
    public static BertConfiguration Read(string path) => Parse(path, PublishedConfiguration.Text(path));

    /// <summary>Reads the text of a config.json.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    internal static BertConfiguration Parse(string path, string json) => PublishedConfiguration.Parse(path, json, "bert", (options, text) =>
    {
        if (options.Text("position_embedding_type", "absolute") is var positions and not "absolute")
            throw new InvalidDataException($"{path}: position_embedding_type is '{positions}'; only 'absolute' is computed here.");
        var configuration = new BertConfiguration
        {
            VocabularySize = options.Integer("vocab_size"), HiddenSize = options.Integer("hidden_size"), Layers = options.Integer("num_hidden_layers"),
            Heads = options.Integer("num_attention_heads"), IntermediateSize = options.Integer("intermediate_size"),
            Activation = PublishedConfiguration.Activation(path, options.Text("hidden_act", "gelu")),
            HiddenDropout = options.Single("hidden_dropout_prob", 0.1f),
            AttentionDropout = options.Single("attention_probs_dropout_prob", 0.1f), MaximalPositions = options.Integer("max_position_embeddings", 512),
            SegmentTypes = options.Integer("type_vocab_size", 2), Epsilon = options.Single("layer_norm_eps", 1e-12f),
            InitializerRange = options.Single("initializer_range", 0.02f), PaddingId = options.Integer("pad_token_id", 0), Text = text,
        };
        configuration.Check();
        return configuration;
    });

    /// <summary>The configuration as the text of a config.json.</summary>
    internal string Write(BertHead head) => Text ?? PublishedConfiguration.Write(new JsonObject
    {
        ["architectures"] = new JsonArray(head == BertHead.MaskedLanguage ? "BertForMaskedLM" : "BertModel"), ["model_type"] = "bert",
        ["vocab_size"] = VocabularySize, ["hidden_size"] = HiddenSize, ["num_hidden_layers"] = Layers, ["num_attention_heads"] = Heads,
        ["intermediate_size"] = IntermediateSize, ["hidden_act"] = PublishedConfiguration.NameOf(Activation), ["hidden_dropout_prob"] = HiddenDropout,
        ["attention_probs_dropout_prob"] = AttentionDropout, ["max_position_embeddings"] = MaximalPositions, ["type_vocab_size"] = SegmentTypes,
        ["initializer_range"] = InitializerRange, ["layer_norm_eps"] = Epsilon, ["pad_token_id"] = PaddingId,
    });

    /// <exception cref="ArgumentException">The heads cannot share the features.</exception>
    internal void Check()
    {
        if (HiddenSize % Heads != 0)
            throw new ArgumentException($"{Heads} heads cannot share {HiddenSize} features equally (num_attention_heads, hidden_size).", nameof(Heads));
    }
}
