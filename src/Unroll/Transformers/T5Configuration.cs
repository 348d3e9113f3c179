using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Transformers;

/// <summary>The sizes of a T5, as the config.json of a published model has them; the defaults are those of T5 small (v1.0).</summary>
public sealed class T5Configuration
{
    const string Gated = "gated-";

    /// <summary>Rows of the table of tokens, which may be more than the vocabulary has: vocab_size.</summary>
    public int VocabularySize { get; init => field = Argument.AtLeast(1, value); } = 32128;

    /// <summary>Features of a vector: d_model.</summary>
    public int ModelSize { get; init => field = Argument.AtLeast(1, value); } = 512;

    /// <summary>Features of a head: d_kv.</summary>
    public int HeadSize { get; init => field = Argument.AtLeast(1, value); } = 64;

    /// <summary>Units inside a layer's feed-forward part: d_ff.</summary>
    public int FeedForwardSize { get; init => field = Argument.AtLeast(1, value); } = 2048;

    /// <summary>Layers of the encoder: num_layers.</summary>
    public int Layers { get; init => field = Argument.AtLeast(1, value); } = 6;

    /// <summary>Layers of the decoder: num_decoder_layers; as many as the encoder's unless set.</summary>
    public int DecoderLayers { get => field == 0 ? Layers : field; init => field = Argument.AtLeast(1, value); }

    /// <summary>Heads of a layer: num_heads.</summary>
    public int Heads { get; init => field = Argument.AtLeast(1, value); } = 8;

    /// <summary>Buckets of the distances between places: relative_attention_num_buckets.</summary>
    public int Buckets { get; init => field = Argument.AtLeast(8, value); } = 32;

    /// <summary>From where on all distances are one: relative_attention_max_distance.</summary>
    public int MaximalDistance { get; init => field = Argument.AtLeast(1, value); } = 128;

    /// <summary>Dropout in training: dropout_rate.</summary>
    public float Dropout { get; init => field = Argument.Fraction(value); } = 0.1f;

    /// <summary>ε of the normalizations: layer_norm_epsilon.</summary>
    public float Epsilon { get; init => field = Argument.AboveZero(value); } = 1e-6f;

    /// <summary>The activation of the feed-forward parts: of feed_forward_proj, relu or gated-gelu.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>Whether the activated units are multiplied with others that are not (v1.1): "gated-" in feed_forward_proj.</summary>
    public bool IsGated { get; init; }

    /// <summary>Whether the table of tokens is the output's weights too (v1.0): tie_word_embeddings.</summary>
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>The id of padding: pad_token_id.</summary>
    public int PaddingId { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>The id that ends a text: eos_token_id.</summary>
    public int EndId { get; init => field = Argument.AtLeast(0, value); } = 1;

    /// <summary>The id that the decoder begins with: decoder_start_token_id.</summary>
    public int StartId { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>The text that it was read from, to be written back as it was.</summary>
    internal string? Text { get; private init; }

    /// <summary>Reads a config.json.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another architecture, or a value is not possible; one line says what.</exception>
    public static T5Configuration Read(string path) => Parse(path, PublishedConfiguration.Text(path));

    /// <summary>Reads the text of a config.json.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    internal static T5Configuration Parse(string path, string json) => PublishedConfiguration.Parse(path, json, "t5", (options, text) =>
    {
        string forward = options.Text("feed_forward_proj", "relu");
        bool isGated = forward.StartsWith(Gated, StringComparison.Ordinal);
        ActivationFunction activation = PublishedConfiguration.Activation(path, isGated ? forward[Gated.Length..] : forward);
        var configuration = new T5Configuration
        {
            VocabularySize = options.Integer("vocab_size"), ModelSize = options.Integer("d_model"), HeadSize = options.Integer("d_kv"),
            FeedForwardSize = options.Integer("d_ff"), Layers = options.Integer("num_layers"),
            DecoderLayers = options.Integer("num_decoder_layers", options.Integer("num_layers")), Heads = options.Integer("num_heads"),
            Buckets = options.Integer("relative_attention_num_buckets", 32), MaximalDistance = options.Integer("relative_attention_max_distance", 128),
            Dropout = options.Single("dropout_rate", 0.1f), Epsilon = options.Single("layer_norm_epsilon", 1e-6f),

            // "gated-gelu" stands for the approximate gelu, as it was trained.
            Activation = isGated && activation == ActivationFunction.Gelu ? ActivationFunction.GeluApproximate : activation, IsGated = isGated,
            TiesEmbeddings = options.Flag("tie_word_embeddings", true), PaddingId = options.Integer("pad_token_id", 0),
            EndId = options.Integer("eos_token_id", 1), StartId = options.Integer("decoder_start_token_id", 0), Text = text,
        };
        configuration.Check();
        return configuration;
    });

    /// <summary>The configuration as the text of a config.json.</summary>
    internal string Write() => Text ?? PublishedConfiguration.Write(new JsonObject
    {
        ["architectures"] = new JsonArray("T5ForConditionalGeneration"), ["model_type"] = "t5", ["vocab_size"] = VocabularySize, ["d_model"] = ModelSize,
        ["d_kv"] = HeadSize, ["d_ff"] = FeedForwardSize, ["num_layers"] = Layers, ["num_decoder_layers"] = DecoderLayers, ["num_heads"] = Heads,
        ["relative_attention_num_buckets"] = Buckets, ["relative_attention_max_distance"] = MaximalDistance, ["dropout_rate"] = Dropout,
        ["layer_norm_epsilon"] = Epsilon, ["feed_forward_proj"] = ForwardName, ["tie_word_embeddings"] = TiesEmbeddings, ["pad_token_id"] = PaddingId,
        ["eos_token_id"] = EndId, ["decoder_start_token_id"] = StartId, ["is_encoder_decoder"] = true,
    });

    string ForwardName => IsGated
        ? Gated + (Activation == ActivationFunction.GeluApproximate ? "gelu" : PublishedConfiguration.NameOf(Activation))
        : PublishedConfiguration.NameOf(Activation);

    /// <exception cref="ArgumentException">The buckets cannot hold the distances.</exception>
    internal void Check()
    {
        if (Buckets % 4 != 0 || MaximalDistance <= Buckets / 2)
            throw new ArgumentException($"{Buckets} buckets up to distance {MaximalDistance}: the buckets are a multiple of 4, and the distance is above half "
                + "of them.", nameof(Buckets));
        if (Math.Max(Math.Max(PaddingId, EndId), StartId) >= VocabularySize)
            throw new ArgumentException($"The ids of padding, start and end are below the {VocabularySize} of the vocabulary.", nameof(VocabularySize));
    }
}
