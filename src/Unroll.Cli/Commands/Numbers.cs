using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Unroll.Cli.Commands;

/// <summary>Options whose values are numbers: written with a point wherever the user is, and a mistake is told in plain words.</summary>
static class Numbers
{
    public static Option<int?> Whole(string name, string description) => Create<int>(name, description, "a whole number");

    public static Option<long?> Long(string name, string description) => Create<long>(name, description, "a whole number");

    public static Option<float?> Real(string name, string description) => Create<float>(name, description, "a number such as 0.1");

    public static Option<double?> Seconds(string name, string description) => Create<double>(name, description, "a number of seconds");

    static Option<T?> Create<T>(string name, string description, string expected) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse<T>(name, result, expected),
    };

    static T? Parse<T>(string name, ArgumentResult result, string expected) where T : struct, INumber<T>
    {
        string text = result.Tokens[^1].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value))
            return value;
        result.AddError($"{name} {text}: {expected} is expected");
        return null;
    }
}
