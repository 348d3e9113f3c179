using System.Diagnostics.CodeAnalysis;

namespace Unroll.Naming;

/// <summary>What can be asked for by name: an explicit list, so that a reader sees all of it and a mistyped name gets a hint.</summary>
/// <typeparam name="T">What the names stand for.</typeparam>
/// <param name="kind">What an entry is, for messages: "loss".</param>
/// <param name="entries">Names, in Keras' spelling where it has one, and what makes the thing.</param>
public sealed class Catalogue<T>(string kind, params (string Name, Func<T> Create)[] entries)
{
    /// <summary>What an entry is: "loss".</summary>
    public string Kind { get; } = kind;

    /// <summary>All names in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. entries.Select(entry => entry.Name)];

    /// <summary>Makes what a name stands for.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones and the nearest.</exception>
    public T Create(string name) => TryCreate(name, out T? made)
        ? made
        : throw new ArgumentException(Unknown(name), nameof(name));

    /// <summary>Makes what a name stands for, if it is known.</summary>
    public bool TryCreate(string name, [MaybeNullWhen(false)] out T made)
    {
        foreach ((string known, Func<T> create) in entries)
        {
            if (known != name)
                continue;
            made = create();
            return true;
        }

        made = default;
        return false;
    }

    /// <summary>What to say of a name that is not in the list.</summary>
    public string Unknown(string name)
    {
        string nearest = NearestName.Find(name, Names) is { } near ? $" Did you mean '{near}'?" : "";
        return $"There is no {Kind} '{name}'; known are {string.Join(", ", Names)}.{nearest}";
    }
}
