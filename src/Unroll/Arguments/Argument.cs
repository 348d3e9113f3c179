using System.Numerics;
using System.Runtime.CompilerServices;

namespace Unroll.Arguments;

/// <summary>
/// Range checks that return the value, for field initializers and setters: <c>init => field = Argument.Fraction(value)</c>. Messages name the argument, or the
/// property where it is the value of a setter.
/// </summary>
static class Argument
{
    const string Value = "value";

    /// <summary>A whole number of at least a minimum.</summary>
    public static T AtLeast<T>(T minimum, T value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "")
        where T : IBinaryInteger<T> => value >= minimum ? value : throw OutOfRange(value, name, member, $"is at least {minimum}");

    /// <summary>A finite number that is not negative.</summary>
    public static T NotNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "")
        where T : IFloatingPoint<T> =>
            value >= T.Zero && T.IsFinite(value) ? value : throw OutOfRange(value, name, member, "is a finite number that is not negative");

    /// <summary>A finite number above 0.</summary>
    public static T AboveZero<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "")
        where T : IFloatingPoint<T> => value > T.Zero && T.IsFinite(value) ? value : throw OutOfRange(value, name, member, "is above 0, and finite");

    /// <summary>A number from 0 to 1.</summary>
    public static T Fraction<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "")
        where T : IFloatingPoint<T> => value >= T.Zero && value <= T.One ? value : throw OutOfRange(value, name, member, "lies between 0 and 1");

    /// <summary>A number from 0 to below 1.</summary>
    public static T FractionBelowOne<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string member = "")
        where T : IFloatingPoint<T> => value >= T.Zero && value < T.One ? value : throw OutOfRange(value, name, member, "lies between 0 and 1, 1 excluded");

    static ArgumentOutOfRangeException OutOfRange<T>(T value, string name, string member, string demand)
    {
        string argument = name == Value ? member : name;
        return new ArgumentOutOfRangeException(argument, value, $"{argument} {demand}.");
    }
}
