using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Naming;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Grid;

/// <summary>result.json of a study: what the figures say of its claims, and what each training came to.</summary>
sealed record StudyResultFile(string Study, bool Quick, IReadOnlyList<StudyResultFile.ClaimItem> Claims, IReadOnlyList<StudyResultFile.TrainingItem> Trainings)
{
    public static StudyResultFile From(StudyResult result) => new(result.Study.Name, result.Study.IsQuick,
        [.. result.Claims.Select(one => new ClaimItem(one.Claim.Text, one.Word, one.Evidence))],
        [.. result.Trainings.Select(one => new TrainingItem(one.Trial.Cell.Name, one.Trial.Seed, TrialFile.From(one.Result)))]);

    public void Write(string path) => RunFolder.Write(path, JsonSerializer.Serialize(this, StudyResultJson.Readable.StudyResultFile) + "\n");

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static StudyResultFile Read(string path)
    {
        string text = File.ReadAllText(path);
        try
        {
            using JsonDocument json = StrictJson.Parse(text);
            StudyResultFile? file = json.RootElement.Deserialize(StudyResultJson.Readable.StudyResultFile);
            return file?.Trainings.Contains(null!) == false ? file : throw new JsonException("null is no result");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged ({JsonMistake.Of(error, text)})", error);
        }
    }

    internal sealed record ClaimItem(string Text, string Verdict, string Figures);

    internal sealed record TrainingItem(string Cell, long Seed, TrialFile Result);
}

[JsonSerializable(typeof(StudyResultFile))]
sealed partial class StudyResultJson : JsonSerializerContext
{
    /// <summary>The context with which the file is written and read; signs such as ± and &lt; stay as they are.</summary>
    public static StudyResultJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
