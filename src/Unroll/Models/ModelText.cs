using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>A stack as JSON: the format's number, which version wrote it, the seed, the shape of a sample, what is frozen, and the layers.</summary>
static class ModelText
{
    /// <summary>Under which key of a safetensors file's metadata the text stands.</summary>
    public const string MetadataKey = "unroll.model";

    const int Format = 1;

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static string Write(Sequential model, bool indented)
    {
        var root = new JsonObject
        {
            ["format"] = Format,
            ["written_by"] = $"Unroll {typeof(ModelText).Assembly.GetName().Version?.ToString(3)}",
            ["model"] = "sequential",
            ["seed"] = model.Seed,
        };
        if (model.IsBuilt)
            root["input_shape"] = new JsonArray([.. model.InputShape.ToArray().Select(extent => (JsonNode)extent)]);
        root["layers"] = new JsonArray([.. model.Stack.Select(LayerRegistry.Write)]);
        root["frozen"] = new JsonArray([.. model.Parameters.Parameters.Where(parameter => !parameter.Trainable).Select(parameter => (JsonNode)parameter.Name)]);
        return root.ToJsonString(indented ? s_indented : null);
    }

    /// <summary>The model, built when its text has a shape.</summary>
    /// <exception cref="InvalidDataException">The text is damaged, newer than this version, or holds a layer or an option that is unknown.</exception>
    public static Sequential Read(string text, string source, LayerRegistry registry)
    {
        using JsonDocument document = Parse(text, source);
        return Read(document.RootElement, source, registry);
    }

    static Sequential Read(JsonElement root, string source, LayerRegistry registry)
    {
        var reader = new ConfigurationReader(root, source);
        string writer = reader.Text("written_by", "an unknown version");
        int format = reader.Integer("format");
        if (format is < 1 or > Format)
            throw new InvalidDataException(
                $"{source}: the model is in format {format}, written by {writer}; this version reads format {Format}: use a newer Unroll.");

        string noted = $"{source} (written by {writer})";
        reader = new ConfigurationReader(root, noted);
        _ = reader.Integer("format");
        _ = reader.Text("written_by", "");
        if (reader.Text("model") is var kind and not "sequential")
            throw new InvalidDataException($"{noted}: the model is of the kind '{kind}'; this version reads 'sequential'.");
        long seed = reader.LongInteger("seed", 0);
        Layer[] layers = [.. reader.List("layers").Select((layer, index) => registry.Read(layer, $"{noted}: layer {index + 1}"))];
        bool isBuilt = reader.Has("input_shape");
        int[] shape = [.. reader.List("input_shape")
            .Select(extent => extent.ValueKind == JsonValueKind.Number && extent.TryGetInt32(out int value) ? value : throw Damaged(noted, "input_shape"))];
        string[]? frozen = !reader.Has("frozen") ? null
            : [.. reader.List("frozen").Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : throw Damaged(noted, "frozen"))];
        reader.RequireAllTaken();
        if (layers.Length == 0)
            throw Damaged(noted, "layers");

        var model = new Sequential(layers) { Seed = seed };
        if (isBuilt)
            Build(model, shape, frozen, noted);
        return model;
    }

    /// <param name="model">Not built.</param>
    /// <param name="shape">Of a sample.</param>
    /// <param name="frozen">The parameters that are frozen, and no others; null for those of frozen layers.</param>
    /// <param name="source">Where the text stands.</param>
    static void Build(Sequential model, int[] shape, string[]? frozen, string source)
    {
        try
        {
            model.Build(new Shape(shape));
            if (frozen is null)
                return;
            foreach (Parameter parameter in model.Parameters.Parameters)
                parameter.Trainable = true;
            foreach (string name in frozen)
                model.Parameters[name].Trainable = false;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new InvalidDataException($"{source}: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    static JsonDocument Parse(string text, string source)
    {
        try
        {
            JsonDocument document = StrictJson.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw Damaged(source, "the object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{source}: the description of the model is damaged ({error.Message.ReplaceLineEndings(" ")}).", error);
        }
    }

    static InvalidDataException Damaged(string source, string what) => new($"{source}: the description of the model is damaged at '{what}'.");
}
