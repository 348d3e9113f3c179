using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Documents;

/// <summary>How documents on standard output are written: names in camelCase; what was not measured is left out.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(DataFilesDocument))]
[JsonSerializable(typeof(DataListDocument))]
[JsonSerializable(typeof(GenerationDocument))]
[JsonSerializable(typeof(RunListDocument))]
[JsonSerializable(typeof(PretrainingDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(StudyDocument))]
[JsonSerializable(typeof(StudyListDocument))]
[JsonSerializable(typeof(StudyPlanDocument))]
[JsonSerializable(typeof(SummaryDocument))]
[JsonSerializable(typeof(TrainingDocument))]
[JsonSerializable(typeof(TuningDocument))]
sealed partial class OutputJson : JsonSerializerContext
{
    /// <summary>The context with which everything is written; letters of all alphabets stay as they are.</summary>
    public static OutputJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<IntervalKind>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<DifferenceTest>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<TuningEnd>(JsonNamingPolicy.CamelCase),
        },
    });
}
