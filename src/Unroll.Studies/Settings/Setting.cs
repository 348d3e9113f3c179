using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>
/// A setting of a configuration, bound to it: its name, what it may be, and how it is read and written. config.json, the options of the command line, their
/// help and
/// the axes of a study all come from it.
/// </summary>
public abstract class Setting(string name, string help)
{
    /// <summary>Its name in config.json, in camelCase.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, for the help.</summary>
    public string Help { get; } = help;

    /// <summary>Under which title the help lists it.</summary>
    public SettingGroup Group { get; init; } = SettingGroup.Training;

    /// <summary>What stands for its value in the help: "N", "NAME"; empty where the name alone says all.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Whether it takes several words.</summary>
    public abstract bool TakesSeveral { get; }

    /// <summary>Its value in words: "0.1", "none".</summary>
    public abstract string Text { get; }

    /// <summary>Its value as JSON; null for none.</summary>
    public abstract JsonNode? ToJson();

    /// <summary>Takes a value from JSON.</summary>
    /// <exception cref="SettingException">The value is of another kind.</exception>
    public abstract void Read(JsonElement value);

    /// <summary>Takes a value from words of a command line.</summary>
    /// <exception cref="SettingException">The words are no such value.</exception>
    public abstract void Read(IReadOnlyList<string> words);

    /// <summary>Requires a possible value.</summary>
    /// <exception cref="SettingException">The value is out of range.</exception>
    public abstract void Check();
}

/// <summary>A setting whose value is a <typeparamref name="T"/>.</summary>
/// <param name="name">Its name in config.json, in camelCase.</param>
/// <param name="kind">What it may be.</param>
/// <param name="get">Reads it from its configuration.</param>
/// <param name="set">Writes it there.</param>
/// <param name="help">What it is, for the help.</param>
public sealed class Setting<T>(string name, SettingKind<T> kind, Func<T> get, Action<T> set, string help) : Setting(name, help)
{
    /// <inheritdoc/>
    public override string Placeholder => kind.Placeholder;

    /// <inheritdoc/>
    public override bool TakesSeveral => kind.TakesSeveral;

    /// <inheritdoc/>
    public override string Text => kind.Show(get());

    /// <inheritdoc/>
    public override JsonNode? ToJson() => kind.Write(get());

    /// <inheritdoc/>
    public override void Read(JsonElement value) => set(kind.TryRead(value, out T? read)
        ? read
        : throw new SettingException(Name, $" must be {kind.Expected}, not {value.GetRawText().ReplaceLineEndings(" ")}"));

    /// <inheritdoc/>
    public override void Read(IReadOnlyList<string> words) => set(kind.TryParse(words, out T? parsed)
        ? parsed
        : throw new SettingException(Name, string.Join(' ', words), kind.Unparsed(words[^1])));

    /// <inheritdoc/>
    public override void Check()
    {
        T value = get();
        if (kind.Mistake(value) is { } mistake)
            throw new SettingException(Name, kind.Show(value), mistake);
    }
}
