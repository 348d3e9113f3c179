using System.Text;
using System.Text.Json;

namespace Unroll.Naming;

/// <summary>
/// JSON of which everything can be read: no member is there twice, no string holds half of a surrogate pair, and every number is within the range of a double.
/// The platform's reader lets these pass until they are asked for.
/// </summary>
public static class StrictJson
{
    /// <summary>Reads a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="comments">Whether comments are passed over.</param>
    /// <exception cref="JsonException">It is not such JSON; the message is one line.</exception>
    public static JsonDocument Parse(string json, JsonCommentHandling comments = JsonCommentHandling.Disallow)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(options => JsonDocument.Parse(json, options), comments);
    }

    /// <summary>Reads UTF-8.</summary>
    /// <inheritdoc cref="Parse(string, JsonCommentHandling)"/>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, JsonCommentHandling comments = JsonCommentHandling.Disallow) =>
        Parse(options => JsonDocument.Parse(json, options), comments);

    static JsonDocument Parse(Func<JsonDocumentOptions, JsonDocument> parse, JsonCommentHandling comments)
    {
        JsonDocument? document = null;
        try
        {
            document = parse(new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = comments });
            Check(document.RootElement, "$");
            return document;
        }
        catch (JsonException error)
        {
            document?.Dispose();
            throw new JsonException(OneLine(error.Message), error.Path, error.LineNumber, error.BytePositionInLine, error);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            document?.Dispose();
            throw new JsonException("A string holds half of a surrogate pair; strings must be valid Unicode.", error);
        }
    }

    static void Check(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                    Check(member.Value, path.Length > 200 ? path : $"{path}.{member.Name}");
                break;
            case JsonValueKind.Array:
                int place = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    // Most arrays hold numbers: a path is made only where it leads on.
                    Check(item, item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"{path}[{place}]" : path);
                    place++;
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Number when !double.IsFinite(element.GetDouble()):
                throw new JsonException($"{path}: {element.GetRawText()} is beyond the range of numbers.");
        }
    }

    static string OneLine(string message)
    {
        var line = new StringBuilder(message.Length);
        foreach (char letter in message)
            line.Append(char.IsControl(letter) ? ' ' : letter);
        return line.ToString();
    }
}
