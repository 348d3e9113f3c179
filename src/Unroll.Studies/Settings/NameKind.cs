using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;

namespace Unroll.Studies.Settings;

/// <summary>One of a few names, each of which stands for a value.</summary>
sealed class NameKind<T>(IReadOnlyList<(string Name, T Value)> names) : SettingKind<T> where T : struct
{
    public override string Expected => $"one of {string.Join(", ", names.Select(one => one.Name))}";

    public override string Placeholder => "NAME";

    public override bool TryRead(JsonElement value, [NotNullWhen(true)] out T read)
    {
        read = default;
        return TextKind.TryReadText(value, out string? name) && TryFind(name, out read);
    }

    public override bool TryParse(IReadOnlyList<string> words, out T parsed) => TryFind(words[^1], out parsed);

    public override string Unparsed(string word) => NameKind.Unknown(word, names.Select(one => one.Name)) ?? "";

    public override JsonNode? Write(T value) => Show(value);

    public override string Show(T value) => names.First(one => EqualityComparer<T>.Default.Equals(one.Value, value)).Name;

    bool TryFind(string name, out T value)
    {
        foreach ((string known, T stands) in names)
        {
            if (known != name)
                continue;
            value = stands;
            return true;
        }

        value = default;
        return false;
    }
}

/// <summary>Messages on names.</summary>
static class NameKind
{
    /// <summary>What to say of a name that is not among the known ones; null of a known one.</summary>
    public static string? Unknown(string name, IEnumerable<string> known)
    {
        if (known.Contains(name))
            return null;
        return NearestName.Clause("unknown", name, [.. known]);
    }
}
