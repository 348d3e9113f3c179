using System.Text.Json.Serialization;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>insight.json of a run that writes pictures: what it wrote for each label.</summary>
/// <param name="Rows">Rows of a picture.</param>
/// <param name="Columns">Columns of a picture.</param>
/// <param name="Pictures">A picture a label, from 0, row by row; 0 is the paper, 255 the ink.</param>
public sealed record WrittenInsight(int Rows, int Columns, IReadOnlyList<byte[]> Pictures)
{
    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, WrittenInsightJson.Readable.WrittenInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static WrittenInsight Read(string path) => InsightFile.Read(path, WrittenInsightJson.Readable.WrittenInsight,
        insight => insight.Rows > 0 && insight.Columns > 0 && insight.Pictures.All(picture => picture.Length == (long)insight.Rows * insight.Columns));
}

[JsonSerializable(typeof(WrittenInsight))]
sealed partial class WrittenInsightJson : JsonSerializerContext
{
    public static WrittenInsightJson Readable { get; } = new(InsightFile.Options);
}
