using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>What a setting may be: how its value is read, written and checked.</summary>
public abstract class SettingKind<T>
{
    /// <summary>What JSON must hold: "a whole number".</summary>
    public abstract string Expected { get; }

    /// <summary>What stands for a value in the help: "N".</summary>
    public abstract string Placeholder { get; }

    /// <summary>Whether a value is a list of words.</summary>
    public virtual bool TakesSeveral => false;

    /// <summary>Reads JSON.</summary>
    public abstract bool TryRead(JsonElement value, [MaybeNullWhen(false)] out T read);

    /// <summary>Reads words.</summary>
    public abstract bool TryParse(IReadOnlyList<string> words, [MaybeNullWhen(false)] out T parsed);

    /// <summary>What to say of a word that is no value.</summary>
    public virtual string Unparsed(string word) => $"{Expected} is expected";

    /// <summary>The value as JSON.</summary>
    public abstract JsonNode? Write(T value);

    /// <summary>The value in words.</summary>
    public abstract string Show(T value);

    /// <summary>What is wrong with a value and what would be right; null where it is possible.</summary>
    public virtual string? Mistake(T value) => null;
}

/// <summary>The kinds of settings.</summary>
public static class SettingKind
{
    /// <summary>true or false.</summary>
    public static SettingKind<bool> Flag { get; } = new FlagKind();

    /// <summary>A whole number from 1 to a limit.</summary>
    public static SettingKind<int> Count(int most = int.MaxValue) => Whole(1, most);

    /// <summary>A whole number.</summary>
    public static SettingKind<int> Whole(int least, int most) =>
        new NumberKind<int>(value => value < least ? $"at least {least}" : value > most ? $"at most {most}" : null);

    /// <summary>A whole number of 64 bits.</summary>
    public static SettingKind<long> Long(long least) => new NumberKind<long>(value => value < least ? $"at least {least}" : null);

    /// <summary>A number; the check gives what is wrong with a value, or null.</summary>
    public static SettingKind<T> Number<T>(Func<T, string?> mistake) where T : struct, IFloatingPoint<T> => new NumberKind<T>(mistake);

    /// <summary>A share of something, from 0 or above it, below 1.</summary>
    public static SettingKind<T> Share<T>(string what, bool withZero) where T : struct, IFloatingPoint<T> => Number<T>(value =>
        value >= T.Zero && value < T.One && (withZero || value != T.Zero) ? null : $"{what} lies between 0 and 1, {(withZero ? "1" : "both")} excluded");

    /// <summary>A text that is not empty.</summary>
    public static SettingKind<string> Text(string placeholder, Func<string, string?>? mistake = null) => new TextKind(placeholder, mistake ?? (_ => null));

    /// <summary>A text that may be empty.</summary>
    public static SettingKind<string> TextOrEmpty(string placeholder) => new TextKind(placeholder, _ => null, mayBeEmpty: true);

    /// <summary>One of a few names.</summary>
    public static SettingKind<string> Name(IEnumerable<string> names) => new TextKind("NAME", value => NameKind.Unknown(value, names));

    /// <summary>One of a few names, each of which stands for a value.</summary>
    public static SettingKind<T> Name<T>(params (string Name, T Value)[] names) where T : struct => new NameKind<T>(names);

    /// <summary>Several texts.</summary>
    public static SettingKind<IReadOnlyList<string>> Texts(string placeholder) => new TextsKind(placeholder);

    /// <summary>Several names; on the command line commas may stand between them, too: <c>--target a,b</c>.</summary>
    public static SettingKind<IReadOnlyList<string>> Names(string placeholder) => new TextsKind(placeholder, ',');

    /// <summary>Several numbers, on the command line with commas between them; the check gives what is wrong with them, or null.</summary>
    public static SettingKind<IReadOnlyList<T>> Numbers<T>(Func<IReadOnlyList<T>, string?> mistake)
        where T : struct, INumber<T> => new NumbersKind<T>(mistake);

    /// <summary>A value or null, which JSON writes as null and the help as "none".</summary>
    /// <param name="kind">What it is where it is not null.</param>
    /// <param name="zeroIsNone">Whether the command line asks for null by 0.</param>
    public static SettingKind<T?> Optional<T>(SettingKind<T> kind, bool zeroIsNone = false) where T : struct => new OptionalKind<T>(kind, zeroIsNone);
}
