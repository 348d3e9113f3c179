using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Transformers;

/// <summary>The config.json of a published model.</summary>
static class PublishedConfiguration
{
    public const string Name = "config.json";

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The activations under the names of published configurations.</summary>
    static readonly Registry<ActivationFunction> s_activations = new("activation", ("gelu", ActivationFunction.Gelu),
        ("gelu_new", ActivationFunction.GeluApproximate), ("gelu_pytorch_tanh", ActivationFunction.GeluApproximate), ("relu", ActivationFunction.Relu),
        ("silu", ActivationFunction.Silu), ("swish", ActivationFunction.Silu), ("tanh", ActivationFunction.Tanh));

    /// <summary>Reads a configuration of an architecture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="architecture">What its model_type must be.</param>
    /// <param name="read">Makes the configuration from its options and its text.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another architecture, or a value is not possible.</exception>
    public static T Read<T>(string path, string architecture, Func<ConfigurationReader, string, T> read) => Parse(path, Text(path), architecture, read);

    /// <summary>Reads the text of a configuration.</summary>
    /// <inheritdoc cref="Read"/>
    public static T Parse<T>(string path, string text, string architecture, Func<ConfigurationReader, string, T> read)
    {
        using JsonDocument document = Parse(path, text);
        var options = new ConfigurationReader(document.RootElement, path);
        if (options.Text("model_type", architecture) is var type && type != architecture)
            throw new InvalidDataException($"{path}: the model is of the architecture '{type}'; '{architecture}' is needed here.");
        try
        {
            return read(options, text);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>The architecture that a file names; null where there is none, or it is no configuration of a published model.</summary>
    public static string? ArchitectureOf(string path)
    {
        try
        {
            using JsonDocument document = Parse(path, Text(path));
            return document.RootElement.TryGetProperty("model_type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            return null;
        }
    }

    public static ActivationFunction Activation(string path, string name) =>
        s_activations.TryFind(name, out ActivationFunction activation) ? activation : throw new InvalidDataException($"{path}: {s_activations.Unknown(name)}");

    public static string NameOf(ActivationFunction activation) => s_activations.NameOf(activation);

    public static string Write(JsonObject options) => options.ToJsonString(s_indented);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Text(string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new FileNotFoundException($"{path}: no such file; the folder of a published model has a {Name}", path);

    static JsonDocument Parse(string path, string text)
    {
        try
        {
            JsonDocument document = StrictJson.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("it is no object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: the configuration is damaged ({error.Message.ReplaceLineEndings(" ")}).", error);
        }
    }
}
