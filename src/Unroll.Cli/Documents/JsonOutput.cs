using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Documents;

/// <summary>One JSON document on standard output; numbers that JSON cannot write (NaN) become null.</summary>
static class JsonOutput
{
    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(document, type));

    public static void Write(TextWriter output, JsonObject document) => Write(output, document, OutputJson.Readable.JsonObject);

    /// <summary>A document with members that have no fixed names: metrics.</summary>
    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> type, IReadOnlyDictionary<string, double> metrics)
    {
        var members = (JsonObject)JsonSerializer.SerializeToNode(document, type)!;
        foreach ((string name, double value) in metrics)
            members[name] = Finite(value);
        Write(output, members);
    }

    /// <summary>A number; null for NaN.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Numbers by name.</summary>
    public static JsonObject Object(IEnumerable<KeyValuePair<string, double>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)Finite(value.Value))));

    /// <summary>The rows of a table as objects.</summary>
    public static JsonArray Array(Table table) => new([.. table.Rows.Select(row => new JsonObject(table.Columns.Zip(row, Member)))]);

    /// <summary>Texts in their order.</summary>
    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    static KeyValuePair<string, JsonNode?> Member(Column column, Cell cell) =>
        KeyValuePair.Create(column.Name, cell.Number is { } number ? Finite(number) : (JsonNode?)cell.Text);
}
