using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Unroll.Cli.Commands;

/// <summary>Options whose values are numbers: written with a point in every culture, with errors in plain words.</summary>
static class Numbers
{
    public static Option<int?> Whole(string name, string description, int least = int.MinValue, int most = int.MaxValue) =>
        Create(name, description, "a whole number", least, most);

    public static Option<long?> Long(string name, string description) => Create(name, description, "a whole number", long.MinValue, long.MaxValue);

    public static Option<float?> Real(string name, string description) =>
        Create(name, description, "a number such as 0.1", float.NegativeInfinity, float.PositiveInfinity);

    public static Option<double?> Seconds(string name, string description) =>
        Create(name, description, "a number of seconds", double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Several whole numbers with commas between, such as 1,2.</summary>
    public static Option<int[]?> Several(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N,N…",
        CustomParser = result =>
        {
            int?[] values = [.. result.Tokens[^1].Value.Split(',').Select(text => Parse(name, text, result, "a whole number", least, most))];
            return values.Contains(null) ? null : [.. values.Select(value => value!.Value)];
        },
    };

    static Option<T?> Create<T>(string name, string description, string expected, T least, T most) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(name, result.Tokens[^1].Value, result, expected, least, most),
    };

    static T? Parse<T>(string name, string text, ArgumentResult result, string expected, T least, T most) where T : struct, INumber<T>
    {
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value))
            result.AddError($"{name} {text}: {expected} is expected");
        else if (value < least)
            result.AddError($"{name} {text}: at least {least}");
        else if (value > most)
            result.AddError($"{name} {text}: at most {most}");
        else
            return value;
        return null;
    }
}
