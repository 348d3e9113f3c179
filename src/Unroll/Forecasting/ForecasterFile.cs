using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Persistence;

namespace Unroll.Forecasting;

/// <summary>A forecaster as one safetensors file: the weights under their names, all else as JSON in the metadata.</summary>
static class ForecasterFile
{
    /// <summary>Under which key of the metadata the text stands.</summary>
    public const string Key = FileMetadata.Prefix + "forecaster";
    const int Format = 1;
    const string StepKey = "step", MonthsKey = "months", SpanKey = "span", BusinessDaysKey = "business_days", SpanForm = "c";

    /// <summary>The forecaster without its weights.</summary>
    public static string Describe(Forecaster forecaster)
    {
        JsonObject network = [];
        forecaster.Network.WriteOptions(network);
        var described = new JsonObject
        {
            ["format"] = Format,
            ["frame"] = JsonSerializer.SerializeToNode(forecaster.Frame, ForecastJson.Default.ForecastFrame),
            ["scaler"] = JsonSerializer.SerializeToNode(forecaster.Scaler!, ForecastJson.Default.SeriesScaler),
            ["network"] = Spec.Write(forecaster.Network.Name, network),
            ["head"] = Describe(forecaster.Head),
            ["series"] = new JsonArray([.. forecaster.Series.Select(name => (JsonNode)name)]),
        };
        if (forecaster.Step is { } step)
            described[StepKey] = Describe(step);
        return described.ToJsonString();
    }

    static JsonObject Describe(TimeStep step) => step switch
    {
        { IsBusinessDay: true } => new JsonObject { [BusinessDaysKey] = 1 },
        { Months: > 0 } => new JsonObject { [MonthsKey] = step.Months },
        _ => new JsonObject { [SpanKey] = step.Span.ToString(SpanForm) },
    };

    static JsonNode Describe(ForecastHead head)
    {
        JsonObject options = [];
        head.WriteOptions(options);
        return Spec.Write(head.Name, options);
    }

    public static void Write(Forecaster forecaster, string path) =>
        forecaster.Network.WriteWeights(path, new Dictionary<string, string> { [Key] = Describe(forecaster) });

    /// <exception cref="InvalidDataException">The file is damaged or holds no forecaster.</exception>
    public static Forecaster Read(string path, ForecastNetwork? network, ForecastHead? head)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(Key, out string? text))
            throw new InvalidDataException(
                $"{path}: the file holds no forecaster ('{Key}' is missing); {nameof(Forecaster)}.{nameof(Forecaster.Save)} writes one.");
        Forecaster forecaster = Make(text, path, network, head);
        WeightFile.Read(file, forecaster.Network.Parameters);
        return forecaster;
    }

    /// <summary>The forecaster of a text, its weights not read yet.</summary>
    /// <exception cref="InvalidDataException">The text is damaged.</exception>
    public static Forecaster Make(string text, string path, ForecastNetwork? network = null, ForecastHead? head = null)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(text);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetInt32() is var format and not Format)
                throw new InvalidDataException($"{path}: the forecaster is in format {format}; this version reads format {Format}: use a newer Unroll.");
            return new Forecaster(
                Required(root.GetProperty("frame").Deserialize(ForecastJson.Default.ForecastFrame)),
                Network(Spec.Read(root.GetProperty("network"), "network", path), path, network),
                Head(root.GetProperty("head"), path, head),
                Required(root.GetProperty("scaler").Deserialize(ForecastJson.Default.SeriesScaler)),
                root.TryGetProperty(StepKey, out JsonElement step) ? Step(step) : null,
                [.. root.GetProperty("series").EnumerateArray().Select(name => Required(name.GetString()))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException
            or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: the forecaster cannot be read ({error.Message.ReplaceLineEndings(" ")}).", error);
        }
    }

    static TimeStep Step(JsonElement step)
    {
        if (step.TryGetProperty(BusinessDaysKey, out JsonElement days))
            return days.GetInt32() == 1 ? TimeStep.BusinessDay : throw new JsonException("a step of business days is one of them");
        return step.TryGetProperty(MonthsKey, out JsonElement months)
            ? TimeStep.OfMonths(months.GetInt32())
            : TimeStep.Of(TimeSpan.ParseExact(Required(step.GetProperty(SpanKey).GetString()), SpanForm, CultureInfo.InvariantCulture));
    }

    static ForecastNetwork Network(Spec spec, string path, ForecastNetwork? given)
    {
        if (given is null && !ForecastRegistry.Networks.TryFind(spec.Name, out _))
            throw new InvalidDataException($"{path}: the network '{spec.Name}' is none of the library ({string.Join(", ", ForecastRegistry.Networks.Names)}); "
                + $"if it is one of your own, give it to {nameof(Forecaster)}.{nameof(Forecaster.Load)}.");
        if (given is not null && given.Name != spec.Name)
            throw new InvalidDataException($"{path}: the file holds the network '{spec.Name}', and the given one is called '{given.Name}'.");
        return given ?? spec.Create(ForecastRegistry.Networks);
    }

    static ForecastHead Head(JsonElement written, string path, ForecastHead? given)
    {
        if (given is not null)
            return written.GetRawText() == Describe(given).ToJsonString() ? given : throw new InvalidDataException(
                $"{path}: the file holds the head {written.GetRawText()}, and the given one is {Describe(given).ToJsonString()}.");
        try
        {
            return Spec.Read(written, "head", path).Create(ForecastRegistry.Heads);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: the head cannot be read ({error.Message}); if it or its loss is one of your own, give the head to "
                + $"{nameof(Forecaster)}.{nameof(Forecaster.Load)}.", error);
        }
    }

    static T Required<T>(T? value)
        where T : class => value ?? throw new JsonException("a part is null");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ForecastFrame))]
[JsonSerializable(typeof(SeriesScaler))]
sealed partial class ForecastJson : JsonSerializerContext;
