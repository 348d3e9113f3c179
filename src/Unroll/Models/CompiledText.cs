using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Persistence;

namespace Unroll.Models;

/// <summary>
/// How a model is trained, as JSON: optimizer, loss and metrics with their options. Of a model with an optimizer, a loss, a schedule or a metric of a user's
/// own there is none, since nothing could make them again.
/// </summary>
static class CompiledText
{
    /// <summary>Under which key of a file's metadata the text stands.</summary>
    public const string MetadataKey = FileMetadata.Prefix + "compiled";

    /// <summary>The text; null where the model is not compiled, or a part cannot be written.</summary>
    public static string? Write(Model model)
    {
        JsonObject? optimizer = model.Optimizer?.Describe();
        JsonObject?[] metrics = [.. model.Metrics.Select(SavedMetric.Describe)];
        if (model.Loss?.Describe() is not { } loss || (model.Optimizer is not null && optimizer is null) || metrics.Contains(null))
            return null;
        return new JsonObject { ["optimizer"] = optimizer, ["loss"] = loss, ["metrics"] = new JsonArray([.. metrics]) }.ToJsonString();
    }

    /// <summary>Compiles a built model as the file says, and gives the optimizer its state.</summary>
    /// <exception cref="InvalidDataException">The text or the optimizer's state is damaged, or holds what this version does not know.</exception>
    public static void Restore(SafetensorsFile file, Model model)
    {
        if (!file.Metadata.TryGetValue(MetadataKey, out string? text))
            return;
        string source = $"{file.FilePath}: {MetadataKey}";
        try
        {
            using JsonDocument document = StrictJson.Parse(text);
            JsonElement root = document.RootElement, optimizer = root.GetProperty("optimizer");
            model.Set(
                optimizer.ValueKind == JsonValueKind.Null ? null : OptimizerRegistry.Read(optimizer, source),
                LossRegistry.Read(root.GetProperty("loss"), source),
                [.. root.GetProperty("metrics").EnumerateArray().Select(metric => SavedMetric.Read(metric, source))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{source}: how the model is trained cannot be read ({error.Message.ReplaceLineEndings(" ")}).", error);
        }

        if (model.Optimizer is not { } trained || !file.Metadata.ContainsKey(FileMetadata.Prefix + "iterations"))
            return;
        trained.BuildFor(model.Parameters);
        OptimizerFile.Read(file, file.FilePath, trained, model.Parameters).Apply(file, trained, model.Parameters);
    }
}
