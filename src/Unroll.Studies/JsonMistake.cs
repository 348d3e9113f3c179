using System.Text.Json;

namespace Unroll.Studies;

/// <summary>What is wrong with a JSON text, in the words of a message: the line is counted from 1, as editors do.</summary>
static class JsonMistake
{
    /// <summary>A file of another kind is a single word to the reader of JSON, which it quotes as a whole.</summary>
    const int MostLetters = 160;

    public static string Of(JsonException error, string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return "it is empty";
        string reason = error.Message.ReplaceLineEndings(" ");
        foreach (string place in new[] { " Path: ", " LineNumber: " })
            if (reason.IndexOf(place, StringComparison.Ordinal) is > 0 and int end)
                reason = reason[..end];
        if (reason.Length > MostLetters)
            reason = $"{reason[..(MostLetters / 2)]}…{reason[^(MostLetters / 2)..]}";
        return (error.LineNumber is { } line ? $"line {line + 1}: " : "") + reason.TrimEnd('.');
    }
}
