using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// The normal form D of Unicode (UAX 15): characters taken apart into letters and marks, marks in canonical order. <c>string.Normalize</c> does nothing where
/// globalization is invariant, so the table is our own.
/// </summary>
static class CanonicalDecomposition
{
    const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, VowelCount = 21, TailCount = 28;

    /// <summary>Below it nothing decomposes, and nothing is a mark.</summary>
    const int FirstOfTable = 0xC0;

    static readonly (FrozenDictionary<int, Rune[]> Decompositions, FrozenDictionary<int, byte> Classes) s_table = ReadTable();

    /// <summary>Appends the normal form D of a text to a list.</summary>
    public static void Append(ReadOnlySpan<Rune> text, List<Rune> result)
    {
        int start = result.Count;
        foreach (Rune rune in text)
            Append(rune, result);
        SortMarks(result, start);
    }

    static void Append(Rune rune, List<Rune> result)
    {
        int value = rune.Value, syllable = value - HangulBase;
        if (value < FirstOfTable)
        {
            result.Add(rune);
        }
        else if ((uint)syllable < HangulCount)
        {
            result.Add(new Rune(LeadBase + (syllable / (VowelCount * TailCount))));
            result.Add(new Rune(VowelBase + (syllable % (VowelCount * TailCount) / TailCount)));
            if (syllable % TailCount != 0)
                result.Add(new Rune(TailBase + (syllable % TailCount)));
        }
        else if (s_table.Decompositions.TryGetValue(value, out Rune[]? parts))
        {
            result.AddRange(parts);
        }
        else
        {
            result.Add(rune);
        }
    }

    /// <summary>Marks that follow one another are sorted by their combining class; equal ones keep their order.</summary>
    static void SortMarks(List<Rune> text, int start)
    {
        int begin = start;
        for (int i = start; i <= text.Count; i++)
        {
            if (i < text.Count && Class(text[i]) != 0)
                continue;
            if (i - begin > 1)
            {
                Rune[] sorted = [.. text.Skip(begin).Take(i - begin).OrderBy(Class)];
                for (int mark = 0; mark < sorted.Length; mark++)
                    text[begin + mark] = sorted[mark];
            }

            begin = i + 1;
        }
    }

    static int Class(Rune rune) => rune.Value < FirstOfTable ? 0 : s_table.Classes.GetValueOrDefault(rune.Value);

    static (FrozenDictionary<int, Rune[]>, FrozenDictionary<int, byte>) ReadTable()
    {
        using Stream stream = typeof(CanonicalDecomposition).Assembly.GetManifestResourceStream("CanonicalDecomposition.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Dictionary<int, Rune[]> decompositions = [];
        Dictionary<int, byte> classes = [];
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(' ');
            if (line[0] == '#')
                continue;
            if (fields[0].Split('-') is [var first, var last])
            {
                for (int code = Hexadecimal(first); code <= Hexadecimal(last); code++)
                    classes.Add(code, byte.Parse(fields[1], CultureInfo.InvariantCulture));
            }
            else
            {
                decompositions.Add(Hexadecimal(fields[0]), [.. fields.Skip(1).Select(part => new Rune(Hexadecimal(part)))]);
            }
        }

        return (decompositions.ToFrozenDictionary(), classes.ToFrozenDictionary());
    }

    static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
