using System.Diagnostics.CodeAnalysis;

namespace Unroll.Naming;

/// <summary>Values by name: an explicit list, so that a reader sees all of it and a mistyped name gets a hint.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="kind">What an entry is, for messages: "loss".</param>
/// <param name="entries">Names, in Keras' spelling where it has one, and their values.</param>
public sealed class Registry<T>(string kind, params (string Name, T Value)[] entries)
{
    /// <summary>All names in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. entries.Select(entry => entry.Name)];

    /// <summary>The value of a name.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones and suggests the nearest.</exception>
    public T Find(string name) => TryFind(name, out T? value) ? value : throw new ArgumentException(Unknown(name), nameof(name));

    /// <summary>The value of a name, if it is known.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out T value)
    {
        foreach ((string known, T found) in entries)
        {
            if (known != name)
                continue;
            value = found;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The first name of a value.</summary>
    /// <exception cref="ArgumentException">No name has this value.</exception>
    public string NameOf(T value)
    {
        foreach ((string name, T known) in entries)
            if (EqualityComparer<T>.Default.Equals(known, value))
                return name;
        throw new ArgumentException($"There is no {kind} {value}; known are {string.Join(", ", Names)}.", nameof(value));
    }

    /// <summary>These entries and one more.</summary>
    public Registry<T> With(string name, T value) => new(kind, [.. entries, (name, value)]);

    /// <summary>The message about a name that is not in the list.</summary>
    public string Unknown(string name) => NearestName.Message($"There is no {kind} '{name}'", name, Names);
}
