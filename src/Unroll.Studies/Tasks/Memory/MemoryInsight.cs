using System.Text.Json.Serialization;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Memory;

/// <summary>insight.json of a memory: each word completed letter by letter, with how sure the model was.</summary>
/// <param name="Words">The words.</param>
public sealed record MemoryInsight(IReadOnlyList<RecalledWord> Words)
{
    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, MemoryInsightJson.Readable.MemoryInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static MemoryInsight Read(string path) => InsightFile.Read(path, MemoryInsightJson.Readable.MemoryInsight,
        insight => insight.Words.All(word => word.Seed.Length + word.Letters.Count == word.Word.Length));
}

/// <summary>A word as a model recalled it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Seed">Its first letters, which the model was given.</param>
/// <param name="Letters">The letters that the model added; each was read before the next one.</param>
public sealed record RecalledWord(string Word, string Seed, IReadOnlyList<RecalledLetter> Letters);

/// <summary>A letter that a model added.</summary>
/// <param name="Letter">The likeliest letter.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Other">The runner-up.</param>
/// <param name="OtherProbability">The runner-up's probability.</param>
public sealed record RecalledLetter(string Letter, double Probability, string Other, double OtherProbability);

[JsonSerializable(typeof(MemoryInsight))]
sealed partial class MemoryInsightJson : JsonSerializerContext
{
    public static MemoryInsightJson Readable { get; } = new(InsightFile.Options);
}
