using System.Text;
using UtfUnknown;

namespace Unroll.Studies.Data;

/// <summary>
/// Guesses the character set of bytes that are not Unicode, from how often its characters follow each other in the languages that are written in it.
/// </summary>
static class CharacterSetGuess
{
    const int SampleLength = 1 << 18, LongLine = 1 << 12;

    /// <summary>A guess below this is none; one above the other is likely.</summary>
    const float Least = 0.5f, Likely = 0.7f;

    /// <summary>From so many bytes beyond ASCII on, one Latin character set can be told from another.</summary>
    const int EnoughToTell = 8;

    const string Western = "windows-1252";

    /// <summary>The likeliest character set in which all bytes are text; null for none.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="first">The first one that is not UTF-8.</param>
    public static (string Text, Encoding Encoding, bool IsLikely)? Find(byte[] bytes, int first)
    {
        byte[] sample = Sample(bytes, first);
        bool isThin = sample.Count(value => value > 0x7F) < EnoughToTell;
        List<(string Name, float Confidence)> guesses = Guesses(sample);
        if (isThin && guesses.Any(guess => guess.Name == Western) && CharacterSet.Find(guesses[0].Name).IsSingleByte)
            guesses.RemoveAll(guess => guess.Name != Western);
        foreach ((string name, float confidence) in guesses)
        {
            if (confidence < Least || Decode(name, bytes) is not { } text)
                continue;

            // Where it makes no difference, the usual name is the better one.
            return name != Western && Decode(Western, bytes) == text
                ? (text, CharacterSet.Find(Western), true)
                : (text, CharacterSet.Find(name), !isThin && confidence >= Likely);
        }

        return null;
    }

    /// <summary>The character set of bytes of ASCII that switch by escape sequences, as ISO-2022-JP does; null where they do not.</summary>
    public static Encoding? FindEscaped(byte[] bytes)
    {
        int escape = Array.IndexOf(bytes, (byte)0x1B);
        if (escape < 0 || bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F))
            return null;
        return Guesses(bytes[escape..Math.Min(bytes.Length, escape + LongLine)]) is [var (name, confidence), ..] && confidence >= Likely
            && name.StartsWith("iso-2022", StringComparison.Ordinal) ? CharacterSet.Find(name) : null;
    }

    /// <summary>Whether more than one byte in a hundred is a control character that texts do not have.</summary>
    public static bool IsBinary(byte[] bytes) =>
        100L * bytes.Count(value => value is < 0x20 and not ((>= (byte)'\b' and <= (byte)'\r') or 0x1A or 0x1B)) > bytes.Length;

    /// <summary>
    /// ISO-8859-1 is read as windows-1252, which has printable characters where the other has control characters that no text means.
    /// </summary>
    static List<(string Name, float Confidence)> Guesses(byte[] sample)
    {
        DetectionResult result = CharsetDetector.DetectFromBytes(sample);
        return [.. from detail in result.Details ?? []
                   let found = CharacterSet.TryFind(detail.EncodingName)
                   where found is not null
                   orderby detail.Confidence descending
                   select (found.WebName == "iso-8859-1" ? Western : found.WebName, detail.Confidence)];
    }

    /// <summary>A part around a byte; what lies far before it is ASCII.</summary>
    static byte[] Sample(byte[] bytes, int place)
    {
        int start = place;
        if (place < SampleLength / 2)
            start = 0;
        else if (bytes.AsSpan(place - LongLine, LongLine).LastIndexOf((byte)'\n') is >= 0 and var end)
            start = place - LongLine + end + 1;
        return bytes[start..Math.Min(bytes.Length, start + SampleLength)];
    }

    /// <summary>The text; null where bytes are none of the character set, or are control characters of it that no text means.</summary>
    static string? Decode(string name, byte[] bytes)
    {
        try
        {
            string text = CharacterSet.Find(name).GetString(bytes);
            return text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
