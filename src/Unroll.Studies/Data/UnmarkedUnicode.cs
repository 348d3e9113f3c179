using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Unroll.Studies.Data;

/// <summary>Recognizes UTF-16 and UTF-32 without a byte order mark: bytes with zeros among them that make sense as such.</summary>
static class UnmarkedUnicode
{
    static readonly string[] s_forms = ["utf-32le", "utf-32be", "utf-16le", "utf-16be"];

    /// <summary>The text, in the form that gives more characters of ASCII, spaces and line ends before all; null where no form makes sense.</summary>
    public static (string Text, Encoding Encoding)? Find(byte[] bytes)
    {
        (string Text, Encoding Encoding)? best = null;
        int most = 0;
        foreach (string name in s_forms)
        {
            Encoding encoding = CharacterSet.Find(name);
            if (bytes.Length % CharacterSet.UnitOf(encoding) != 0 || Decode(encoding, bytes) is not { } text || !IsText(text) || HasStrayZeros(bytes))
                continue;
            int ascii = text.Count(char.IsAscii);
            if (ascii > most)
                (best, most) = ((text, encoding), ascii);
        }

        return best;
    }

    static string? Decode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Control characters but for those that lay out a text, and code points without a meaning, do not occur in text.</summary>
    static bool IsText(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control when rune.Value is not ((>= '\t' and <= '\r') or '\e'):
                case UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse:
                    return false;
            }

        return true;
    }

    /// <summary>The first code unit that makes no character, as its offset in bytes; null where a code unit is a byte. Decoders name the next one.</summary>
    public static int? FirstInvalid(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        int unit = CharacterSet.UnitOf(encoding), place = 0;
        if (unit == sizeof(byte))
            return null;
        while (place + unit <= bytes.Length)
        {
            uint first = Unit(bytes, place);
            bool isPair = unit == sizeof(ushort) && char.IsHighSurrogate((char)first) && place + (2 * unit) <= bytes.Length
                && char.IsLowSurrogate((char)Unit(bytes, place + unit));
            if (!isPair && !Rune.IsValid(first))
                break;
            place += isPair ? 2 * unit : unit;
        }

        return place;

        uint Unit(ReadOnlySpan<byte> source, int start)
        {
            uint value = 0;
            for (int index = 0; index < unit; index++)
                value = (value << 8) | source[CharacterSet.IsBigEndian(encoding) ? start + index : start + unit - 1 - index];
            return value;
        }
    }

    /// <summary>A file of UTF-8 with a zero somewhere would make Chinese characters, of two printable bytes each.</summary>
    static bool HasStrayZeros(byte[] bytes)
    {
        int pairs = 0;
        for (int place = 0; place + 1 < bytes.Length; place += 2)
            if (IsPrintable(bytes[place]) && IsPrintable(bytes[place + 1]))
                pairs++;
        return 4L * pairs >= bytes.Length && Utf8.IsValid(bytes);

        static bool IsPrintable(byte value) => value is >= 0x20 and <= 0x7E;
    }
}
