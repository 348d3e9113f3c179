using System.Text.Json;
using Unroll.Tensors;

namespace Unroll.Tests.Golden;

/// <summary>The cases of a file of numbers that other people's software computed.</summary>
static class GoldenFile
{
    public static IReadOnlyList<GoldenCase> Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", name);
        return [.. JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.EnumerateArray().Select(element => new GoldenCase(element))];
    }
}

/// <summary>A case of a golden file, or an object within one.</summary>
sealed class GoldenCase(JsonElement element)
{
    public IEnumerable<string> Names => element.EnumerateObject().Select(property => property.Name);

    /// <summary>An object without its spaces, to be selected by.</summary>
    public string Compact => JsonSerializer.Serialize(element);

    public bool Has(string name) => element.TryGetProperty(name, out _);

    public string Text(string name) => element.GetProperty(name).GetString()!;

    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    public bool Flag(string name, bool otherwise) => Has(name) ? element.GetProperty(name).GetBoolean() : otherwise;

    public double Number(string name) => element.GetProperty(name).GetDouble();

    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    public double[] Numbers(string name) => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    public string[] Texts(string name) => [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    public GoldenCase Object(string name) => new(element.GetProperty(name));

    public GoldenCase[] Objects(string name) => [.. element.GetProperty(name).EnumerateArray().Select(item => new GoldenCase(item))];

    public GoldenArray Array(string name) => ToArray(element.GetProperty(name));

    /// <summary>Arrays in the file's order, from a list or an object.</summary>
    public GoldenArray[] Arrays(string name)
    {
        JsonElement arrays = element.GetProperty(name);
        return arrays.ValueKind == JsonValueKind.Array
            ? [.. arrays.EnumerateArray().Select(ToArray)]
            : [.. arrays.EnumerateObject().Select(property => ToArray(property.Value))];
    }

    /// <summary>A list of lists of arrays: one list a step.</summary>
    public GoldenArray[][] Steps(string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(step => step.EnumerateArray().Select(ToArray).ToArray())];

    /// <summary>A mask in the engine's order, [time, batch], from a list of rows.</summary>
    public byte[] Mask(string name)
    {
        byte[][] rows = [.. element.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(step => step.GetByte()).ToArray())];
        return GoldenArray.Swapped<byte>(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length, 1);
    }

    static GoldenArray ToArray(JsonElement array)
    {
        int[] shape = [.. array.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())];
        return new(new Shape(shape), [.. array.GetProperty("data").EnumerateArray().Select(number => number.GetSingle())]);
    }
}
