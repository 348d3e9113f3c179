using System.Text.RegularExpressions;

namespace Unroll.Tests.Support;

/// <summary>Damaged forms of a file, the same in every run: what a bad disk, an editor or another program makes of it.</summary>
static partial class Damage
{
    static readonly string[] s_values =
    [
        "1e400", "-1e400", "1e39", "-1", "0", "1.5", "2147483648", "9223372036854775808", "null", "true", "[]", "{}", "[null]", "\"\"", "\"x\"", "\"NaN\"",
            "\"\\ud800\"",
        "\"\ud800\"", "\"123456789abcdef012\"", "\"\\u0000\"", "", ",",
    ];

    static readonly string[] s_texts = ["\ud800", "\0", "\n", ",", "\"", "-", "9", "e400", "NaN", ";", "\\", "é", " "];

    /// <summary>Bytes changed, lost, doubled, added or cut off.</summary>
    public static IEnumerable<byte[]> OfBytes(byte[] file, int count)
    {
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            List<byte> bytes = [.. file];
            for (int change = random.Next(3); change >= 0 && bytes.Count > 0; change--)
            {
                int at = random.Next(bytes.Count), some = Math.Min(1 + random.Next(8), bytes.Count - at);
                switch (random.Next(6))
                {
                    case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                    case 1: bytes[at] = (byte)random.Next(256); break;
                    case 2: bytes[at] = random.Next(2) == 0 ? byte.MinValue : byte.MaxValue; break;
                    case 3: bytes.RemoveRange(at, some); break;
                    case 4: bytes.InsertRange(at, bytes.GetRange(at, some)); break;
                    default: bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : some); break;
                }
            }

            yield return [.. bytes];
        }
    }

    /// <summary>Characters lost, doubled or added.</summary>
    public static IEnumerable<string> OfText(string text, int count)
    {
        var random = new Random(2);
        for (int i = 0; i < count; i++)
        {
            string damaged = text;
            for (int change = random.Next(3); change >= 0 && damaged.Length > 0; change--)
            {
                int at = random.Next(damaged.Length), some = Math.Min(1 + random.Next(8), damaged.Length - at);
                damaged = random.Next(4) switch
                {
                    0 => damaged.Remove(at, some),
                    1 => damaged.Insert(at, damaged.Substring(at, some)),
                    2 => damaged.Insert(at, s_texts[random.Next(s_texts.Length)]),
                    _ => damaged.Remove(at, 1).Insert(at, s_texts[random.Next(s_texts.Length)]),
                };
            }

            yield return damaged;
        }
    }

    /// <summary>Values and keys of JSON exchanged, lost or doubled; most of it is still JSON.</summary>
    public static IEnumerable<string> OfJson(string json, int count)
    {
        Match[] tokens = [.. Token().Matches(json).Cast<Match>()];
        Match[] keys = [.. tokens.Where(token => token.Value.EndsWith(':'))], values = [.. tokens.Except(keys)];
        if (values.Length == 0)
            throw new ArgumentException("There is no value to damage.", nameof(json));
        var random = new Random(3);
        for (int i = 0; i < count; i++)
        {
            Match value = values[random.Next(values.Length)], key = keys.Length == 0 ? value : keys[random.Next(keys.Length)];
            string other = s_values[random.Next(s_values.Length)];
            yield return random.Next(6) switch
            {
                0 => json.Insert(key.Index, $"{key.Value}{other},"),
                1 => json.Remove(key.Index, key.Length).Insert(key.Index, $"{(other.StartsWith('"') ? other : "\"other\"")}:"),
                _ => json.Remove(value.Index, value.Length).Insert(value.Index, other),
            };
        }
    }

    /// <summary>A reader may accept a damaged file or throw one of the documented exceptions.</summary>
    public static void Escapes<T>(IEnumerable<T> damaged, Action<T> read, params Type[] documented)
    {
        int refused = 0;
        foreach (T file in damaged)
        {
            try
            {
                read(file);
            }
            catch (Exception error) when (documented.Contains(error.GetType()))
            {
                refused++;
                Assert.DoesNotContain('\n', error.Message);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{error.GetType().Name} escaped: {error.Message}\nfile: "
                    + $"{(file is byte[] bytes ? Convert.ToHexString(bytes) : file)}\n{error.StackTrace}");
            }
        }

        Assert.True(refused > 0, "nothing was refused");
    }

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"\s*:?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
