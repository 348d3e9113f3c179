using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Terminal;

/// <summary>One JSON document on standard output; numbers that JSON cannot write (NaN) become null.</summary>
static class JsonOutput
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public static void Figures(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> figures)
    {
        foreach ((string name, double value) in figures)
        {
            if (double.IsFinite(value))
                writer.WriteNumber(name, value);
            else
                writer.WriteNull(name);
        }
    }
}
