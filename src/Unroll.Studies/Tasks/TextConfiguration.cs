using System.Text.Json;
using System.Text.Json.Serialization;
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
    public string Task { get; init; } = "text";

    /// <summary>"harbour" (the embedded corpus), the name of a data set, or the path of a text file.</summary>
    public string Data { get; init; } = "harbour";

    /// <summary>Whether letters are folded to lower case.</summary>
    public bool LowerCase { get; init; }

    /// <summary>"lstm", "gru" or "simple_rnn".</summary>
    public string Cell { get; init; } = "gru";

    /// <summary>Units of each recurrent layer.</summary>
    public int Units { get; init; } = 256;

    /// <summary>Recurrent layers.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Dropout after each recurrent layer.</summary>
    public float Dropout { get; init; } = 0.1f;

    /// <summary>How the text is cut.</summary>
    public TextMode Mode { get; init; } = TextMode.Stream;

    /// <summary>Characters of a window, or steps between two updates of a stream.</summary>
    public int Window { get; init; } = 64;

    /// <summary>How a character reaches the first layer.</summary>
    public CharacterInput Input { get; init; } = CharacterInput.Embedding;

    /// <summary>Length of an embedded character.</summary>
    public int EmbeddingUnits { get; init; } = 64;

    /// <summary>The loss.</summary>
    public string Loss { get; init; } = "categorical_crossentropy";

    /// <summary>The optimizer.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The (largest) learning rate.</summary>
    public float LearningRate { get; init; } = 4e-3f;

    /// <summary>"constant" or "cosine" (with a warm-up, over all steps).</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary>Limit of the gradients' norm; null for none.</summary>
    public float? Clip { get; init; } = 1;

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Limit of steps; null for whole epochs. A time limit is turned into this once the speed is known.</summary>
    public long? Steps { get; init; }

    /// <summary>The part of the text, at its end, that the model is measured on.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Where all random numbers come from.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What happens when a loss is not a finite number: "stop" or "skip".</summary>
    public string OnNaN { get; init; } = "stop";

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
