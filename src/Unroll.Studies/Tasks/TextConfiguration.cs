using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Studies.Text;
using Unroll.Text;

namespace Unroll.Studies.Tasks;

/// <summary>How the text is cut for training.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextMode>))]
public enum TextMode
{
    /// <summary>Every window of characters is a sample whose target is the next character: study A's form.</summary>
    [JsonStringEnumMemberName("window")]
    Window,

    /// <summary>The text runs through the model in parallel streams, every character has a target, the state is carried: study D's form.</summary>
    [JsonStringEnumMemberName("stream")]
    Stream,
}

/// <summary>Everything that a run of the text task is made from: running it again from this alone gives the same bits.</summary>
public sealed record TextConfiguration
{
    /// <summary>The task's name in config.json.</summary>
    public string Task { get; set; } = "text";

    /// <summary>"harbour" (the embedded corpus), the name of a data set, or the path of a text file.</summary>
    public string Data { get; set; } = "harbour";

    /// <summary>Whether letters are folded to lower case.</summary>
    public bool LowerCase { get; set; }

    /// <summary>"lstm", "gru" or "simple_rnn".</summary>
    public string Cell { get; set; } = "gru";

    /// <summary>Units of each recurrent layer.</summary>
    public int Units { get; set; } = 256;

    /// <summary>Recurrent layers.</summary>
    public int Layers { get; set; } = 2;

    /// <summary>Dropout after each recurrent layer.</summary>
    public float Dropout { get; set; } = 0.1f;

    /// <summary>How the text is cut.</summary>
    public TextMode Mode { get; set; } = TextMode.Stream;

    /// <summary>Characters of a window, or steps between two updates of a stream.</summary>
    public int Window { get; set; } = 64;

    /// <summary>How a character reaches the first layer.</summary>
    public CharacterInput Input { get; set; } = CharacterInput.Embedding;

    /// <summary>Length of an embedded character.</summary>
    public int EmbeddingUnits { get; set; } = 64;

    /// <summary>The loss.</summary>
    public string Loss { get; set; } = "categorical_crossentropy";

    /// <summary>The optimizer.</summary>
    public string Optimizer { get; set; } = "adam";

    /// <summary>The (largest) learning rate.</summary>
    public float LearningRate { get; set; } = 4e-3f;

    /// <summary>"constant" or "cosine" (with a warm-up, over all steps).</summary>
    public string Schedule { get; set; } = "cosine";

    /// <summary>Limit of the gradients' norm; null for none.</summary>
    public float? Clip { get; set; } = 1;

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; set; } = 32;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; set; } = 10;

    /// <summary>Limit of steps; null for whole epochs. A time limit is turned into this once the speed is known.</summary>
    public long? Steps { get; set; }

    /// <summary>The part of the text, at its end, that the model is measured on.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary>Where all random numbers come from.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>What happens when a loss is not a finite number: "stop" or "skip".</summary>
    public string OnNaN { get; set; } = "stop";

    /// <summary>The configuration that suits a text: a small, strongly regularized model for the embedded corpus, 2 × GRU 256 for anything larger.</summary>
    /// <param name="data">"harbour", the name of a data set, or a path.</param>
    public static TextConfiguration ForCorpus(string data) => data == TextCorpus.Harbour
        ? new TextConfiguration { Units = 192, Dropout = 0.3f, Batch = 16, Epochs = 30 }
        : new TextConfiguration { Data = data };

    /// <summary>The configuration as JSON, the content of config.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TextConfigurationJson.Default.TextConfiguration);

    /// <summary>Reads config.json.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">Where it stands, for the message.</param>
    /// <exception cref="InputException">Not such a configuration.</exception>
    public static TextConfiguration FromJson(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TextConfigurationJson.Default.TextConfiguration) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: not a configuration of a run ({error.Message})");
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TextConfiguration))]
sealed partial class TextConfigurationJson : JsonSerializerContext;
