using System.CommandLine;
using Unroll.Studies.Settings;

namespace Unroll.Cli.Commands;

/// <summary>A setting as an option. Its words are read by the setting itself, which tells every mistake in the same way.</summary>
sealed class SettingOption
{
    readonly Func<ParseResult, IReadOnlyList<string>?> _words;

    /// <param name="setting">The setting.</param>
    /// <param name="description">What the help says of it.</param>
    /// <param name="value">What stands for its value in the help; null for what the setting has.</param>
    public SettingOption(Setting setting, string description, string? value = null)
    {
        string name = SettingName.Option(setting.Name);
        (Name, Group) = (setting.Name, setting.Group);
        if (setting.TakesSeveral)
        {
            Option<string[]?> several = CommonOptions.Several(name, value ?? setting.Placeholder, description);
            (Option, _words) = (several, parsed => parsed.GetValue(several) is { Length: > 0 } words ? words : null);
        }
        else if (setting.Placeholder.Length == 0)
        {
            var flag = new Option<bool?>(name) { Description = description };
            (Option, _words) = (flag, parsed => parsed.GetValue(flag) is { } given ? [given ? "true" : "false"] : null);
        }
        else
        {
            Option<string?> one = CommonOptions.Text(name, value ?? setting.Placeholder, description);
            (Option, _words) = (one, parsed => parsed.GetValue(one) is { } word ? [word] : null);
        }
    }

    /// <summary>The setting's name.</summary>
    public string Name { get; }

    /// <summary>Under which title the help lists it.</summary>
    public SettingGroup Group { get; }

    /// <summary>The option.</summary>
    public Option Option { get; }

    /// <summary>The words that the user gave; null for none.</summary>
    public IReadOnlyList<string>? Words(ParseResult parsed) => _words(parsed);
}
