using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Unroll.Naming;

namespace Unroll.Persistence;

/// <summary>
/// The JSON header of a safetensors file, checked against the number of data bytes after it: every tensor's bytes are as many as its shape and
/// type ask for, and the tensors cover the data part exactly once.
/// </summary>
sealed class SafetensorsHeader
{
    /// <summary>The limit of the format's own reader.</summary>
    public const int MaximumLength = 100_000_000;

    /// <summary>The one key of the header that is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    readonly string _path;

    SafetensorsHeader(string path) => _path = path;

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors in the order of their data.</summary>
    public List<SafetensorsTensor> Tensors { get; } = [];

    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        var header = new SafetensorsHeader(path);
        if (json.Span is not [(byte)'{', ..]) throw header.Fault("the header does not begin with '{'; a safetensors header is one JSON object");
        // The JSON reader leaves the bytes of strings unchecked until they are asked for.
        if (!Utf8.IsValid(json.Span)) throw header.Fault("the header is not valid UTF-8; a safetensors header is JSON in UTF-8");
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey)) header.ReadMetadata(property.Value);
                else header.Tensors.Add(header.ReadTensor(property.Name, property.Value));
            }
        }
        catch (JsonException exception)
        {
            throw header.Fault($"the header is not the JSON that it must be: {Abridge(exception.Message, 200)}", exception);
        }

        header.Tensors.Sort(static (left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        header.CheckCoverage(dataLength);
        return header;
    }

    void ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object) throw Fault($"'{MetadataKey}' is not an object; it must map strings to strings");
        foreach (JsonProperty property in metadata.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw Fault($"the metadata {Quote(property.Name)} is not a string; '{MetadataKey}' maps strings to strings");
            Metadata.Add(property.Name, property.Value.GetString()!);
        }
    }

    SafetensorsTensor ReadTensor(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out JsonElement type)
            || !entry.TryGetProperty("shape", out JsonElement dimensions)
            || !entry.TryGetProperty("data_offsets", out JsonElement offsets))
            throw Fault($"tensor {Quote(name)} is not described in full; it needs 'dtype', 'shape' and 'data_offsets'");

        int bits = type.ValueKind == JsonValueKind.String ? SafetensorsDataType.BitsOf(type.GetString()!) : 0;
        if (bits == 0)
            throw Fault($"tensor {Quote(name)} has the unknown dtype {Abridge(type.GetRawText())}; safetensors has F32, F16, BF16, F64, I64 and the like");

        int[] shape = ReadShape(name, dimensions);
        string shapeText = $"[{Abridge(string.Join(", ", shape))}]";
        long count = 1, bitCount;
        try
        {
            foreach (int dimension in shape) count = checked(count * dimension);
            bitCount = checked(count * bits);
        }
        catch (OverflowException exception)
        {
            throw Fault($"tensor {Quote(name)} with shape {shapeText} is larger than any file; the shape must fit the data", exception);
        }

        if (offsets.ValueKind != JsonValueKind.Array || offsets.GetArrayLength() != 2
            || !TryReadNatural(offsets[0], long.MaxValue, out long begin) || !TryReadNatural(offsets[1], long.MaxValue, out long end) || end < begin)
            throw Fault($"tensor {Quote(name)} has the data_offsets {Abridge(offsets.GetRawText())}; they must be [begin, end] with 0 <= begin <= end");

        if (bitCount % 8 != 0) throw Fault($"tensor {Quote(name)} ends inside a byte; its {count} elements of {bits} bits must fill whole bytes");
        if (end - begin != bitCount / 8)
            throw Fault($"tensor {Quote(name)} has {end - begin} bytes; {type.GetString()} with shape {shapeText} needs {bitCount / 8}");
        return new SafetensorsTensor(name, type.GetString()!, shape, count, begin, end);
    }

    int[] ReadShape(string name, JsonElement dimensions)
    {
        if (dimensions.ValueKind == JsonValueKind.Array)
        {
            int[] shape = new int[dimensions.GetArrayLength()];
            int axis = 0;
            foreach (JsonElement dimension in dimensions.EnumerateArray())
            {
                if (!TryReadNatural(dimension, int.MaxValue, out long size)) break;
                shape[axis++] = (int)size;
            }

            if (axis == shape.Length) return shape;
        }

        throw Fault($"tensor {Quote(name)} has the shape {Abridge(dimensions.GetRawText())}; it must be a list of whole numbers from 0 to {int.MaxValue}");
    }

    static bool TryReadNatural(JsonElement element, long maximum, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value) && value >= 0 && value <= maximum;
    }

    // In the order of their data each tensor begins where the one before it ended, and the last one ends with the file.
    void CheckCoverage(long dataLength)
    {
        long covered = 0;
        foreach (SafetensorsTensor tensor in Tensors)
        {
            if (tensor.Begin != covered)
                throw Fault($"tensor {Quote(tensor.Name)} begins at data byte {tensor.Begin}; it must begin at {covered}, where the data before it ends");
            covered = tensor.End;
        }

        if (covered == dataLength) return;
        string cause = dataLength < covered ? " (the file was cut short)" : "";
        throw Fault($"{dataLength} data bytes follow the header; its tensors need exactly {covered}{cause}");
    }

    InvalidDataException Fault(string problem, Exception? inner = null) => new($"{_path}: {problem}", inner);

    /// <summary>A name from a file as it may stand in a message: on one line and not too long.</summary>
    public static string Quote(string name) => $"'{Abridge(name)}'";

    static string Abridge(string text, int limit = 80)
    {
        var line = new StringBuilder(Math.Min(text.Length, limit));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= limit) return line.Append('…').ToString();
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }
}
