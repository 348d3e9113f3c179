namespace Unroll.Studies.Settings;

/// <summary>
/// A setting has a value that it cannot have. The message names it as config.json does; the caller that shows it gives the name its form with <see
/// cref="Tell"/>:
/// <c>--batch</c> on the command line, the path within a study's JSON.
/// </summary>
public sealed class SettingException : InputException
{
    readonly string _rest;

    /// <summary>Creates the exception.</summary>
    /// <param name="setting">The setting's name, in camelCase.</param>
    /// <param name="rest">What follows the name in the message: " 0: at least 1".</param>
    public SettingException(string setting, string rest)
        : base(setting + rest) => (Setting, _rest) = (setting, OneLine(rest));

    /// <summary>Creates the exception for a value.</summary>
    /// <param name="setting">The setting's name, in camelCase.</param>
    /// <param name="value">Its value.</param>
    /// <param name="mistake">What is wrong with it and what would be right.</param>
    public SettingException(string setting, object? value, string mistake)
        : this(setting, string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {value}: {mistake}"))
    {
    }

    /// <summary>The setting's name, in camelCase.</summary>
    public string Setting { get; }

    /// <summary>The message with another form of the name.</summary>
    public string Tell(string name) => name + _rest;
}
