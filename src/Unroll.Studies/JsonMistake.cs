using System.Text.Json;

namespace Unroll.Studies;

/// <summary>What is wrong with a JSON text, in the words of a message: the line is counted from 1, as editors do.</summary>
static class JsonMistake
{
    public static string Of(JsonException error, string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return "it is empty";
        string reason = error.Message.ReplaceLineEndings(" ");
        foreach (string place in new[] { " Path: ", " LineNumber: " })
            if (reason.IndexOf(place, StringComparison.Ordinal) is > 0 and int end)
                reason = reason[..end];
        return (error.LineNumber is { } line ? $"line {line + 1}: " : "") + reason.TrimEnd('.');
    }
}
