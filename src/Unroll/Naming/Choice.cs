using System.Globalization;

namespace Unroll.Naming;

/// <summary>
/// A name of a catalogue with settings, as users write it on a command line and in a configuration: <c>sgd:momentum=0.9,nesterov=true</c>. A setting without a
/// value is true; a list has slashes between its numbers. Whoever makes the thing asks for the settings that it knows; what nobody asked for is a mistake.
/// </summary>
public sealed class Choice
{
    readonly Dictionary<string, string> _settings = [];
    readonly List<string> _known = [];

    Choice(string name) => Name = name;

    /// <summary>What is chosen.</summary>
    public string Name { get; }

    /// <summary>Reads NAME or NAME:SETTING=VALUE,SETTING=VALUE.</summary>
    /// <exception cref="ArgumentException">A setting has no name, or is there twice.</exception>
    public static Choice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':', 2);
        var choice = new Choice(parts[0].Trim());
        foreach (string setting in parts.Length == 1 ? [] : parts[1].Split(','))
        {
            string[] pair = setting.Split('=', 2);
            string name = pair[0].Trim();
            if (name.Length == 0)
                throw new ArgumentException("settings are of the form NAME:SETTING=VALUE,SETTING=VALUE");
            if (!choice._settings.TryAdd(name, pair.Length == 1 ? "true" : pair[1].Trim()))
                throw new ArgumentException($"{name} is set twice");
        }

        return choice;
    }

    /// <summary>Makes what is chosen, and then makes sure that it knew all settings.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such name, or the thing no such setting; the message lists those that there are.</exception>
    public TMade Make<TEntry, TMade>(Catalogue<TEntry> catalogue, Func<TEntry, TMade> make)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(make);
        _known.Clear();
        TMade made = make(catalogue.Create(Name));
        foreach (string setting in _settings.Keys)
            if (!_known.Contains(setting))
                throw new ArgumentException(Unknown(setting));
        return made;
    }

    /// <summary>Sets what is not set.</summary>
    public void Default(string setting, string value) => _settings.TryAdd(setting, value);

    /// <summary>Whether a setting is there.</summary>
    public bool Has(string setting) => _settings.ContainsKey(setting);

    /// <summary>A number, or what holds without it.</summary>
    public double Number(string setting, double otherwise) => Number(setting) ?? otherwise;

    /// <summary>A number; null when it is not set.</summary>
    public double? Number(string setting) => Read(setting) is { } text
        ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(setting, text, "a number such as 0.1")
        : null;

    /// <summary>A whole number, or what holds without it.</summary>
    public long Whole(string setting, long otherwise) => Whole(setting) ?? otherwise;

    /// <summary>A whole number; null when it is not set.</summary>
    public long? Whole(string setting) => Read(setting) is { } text
        ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Wrong(setting, text, "a whole number")
        : null;

    /// <summary>true or false, or what holds without it.</summary>
    public bool Flag(string setting, bool otherwise = false) => Read(setting) is { } text
        ? bool.TryParse(text, out bool value) ? value : throw Wrong(setting, text, "true or false")
        : otherwise;

    /// <summary>A text, or what holds without it.</summary>
    public string Text(string setting, string otherwise) => Read(setting) ?? otherwise;

    /// <summary>Numbers with slashes between them; null when they are not set.</summary>
    public double[]? Numbers(string setting) => Read(setting) is { } text
        ? [.. text.Split('/').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Wrong(setting, text, "numbers such as 0.1/0.01"))]
        : null;

    string? Read(string setting)
    {
        if (!_known.Contains(setting))
            _known.Add(setting);
        return _settings.GetValueOrDefault(setting);
    }

    string Unknown(string setting)
    {
        if (_known.Count == 0)
            return $"{Name} has no settings";
        string nearest = NearestName.Find(setting, _known) is { } near ? $"; did you mean '{near}'?" : "";
        return $"{Name} has no setting '{setting}'; known are {string.Join(", ", _known)}{nearest}";
    }

    static ArgumentException Wrong(string setting, string text, string expected) => new($"{setting} is {expected}, not '{text}'");
}
