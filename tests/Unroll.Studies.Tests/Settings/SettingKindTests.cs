using System.Text.Json;
using Unroll.Forecasting;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tests.Settings;

/// <summary>What each kind of setting takes from JSON and from the command line, what it writes, and what it says of a wrong value.</summary>
public sealed class SettingKindTests
{
    static readonly SettingKind<SeriesScaling> s_scaler = SettingKind.Name(("min_max", SeriesScaling.MinMax), ("standard", SeriesScaling.Standard));

    [Theory]
    [InlineData("3", 3)]
    [InlineData("-3", -3)]
    [InlineData("3e2", 300)]
    [InlineData("3.5", null)]
    [InlineData("3000000000", null)]
    [InlineData("\"3\"", null)]
    [InlineData("null", null)]
    [InlineData("true", null)]
    public void Whole_TakesWholeNumbers(string json, int? expected) => Reads(SettingKind.Whole(0, 5), json, expected);

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("1e-3", 0.001)]
    [InlineData("2", 2.0)]
    [InlineData("1e999", null)]
    [InlineData("\"NaN\"", null)]
    public void Number_TakesFiniteNumbers(string json, double? expected) => Reads(SettingKind.Number<double>(_ => null), json, expected);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", null)]
    [InlineData("\"true\"", null)]
    public void Flag_TakesTrueAndFalse(string json, bool? expected) => Reads(SettingKind.Flag, json, expected);

    [Theory]
    [InlineData("\"standard\"", SeriesScaling.Standard)]
    [InlineData("\"Standard\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("1", null)]
    public void Name_TakesOneOfItsNames(string json, SeriesScaling? expected) => Reads(s_scaler, json, expected);

    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a, b ,|c", "a|b|c")]
    [InlineData("", "")]
    public void Names_TakesWordsWithCommas(string words, string names)
    {
        Assert.True(SettingKind.Names("COLUMN").TryParse(words.Split('|'), out IReadOnlyList<string>? read));
        Assert.Equal(names, string.Join('|', read));
        Assert.True(SettingKind.Names("COLUMN").TryRead(Json("[\"a,b\"]"), out read));
        Assert.Equal(["a,b"], read);
    }

    [Theory]
    [InlineData("0.1,0.5, 0.9", "[0.1,0.5,0.9]")]
    [InlineData("0.1|0.9", "[0.1,0.9]")]
    [InlineData("0.1;0.9", null)]
    [InlineData("0.1,NaN", null)]
    public void Numbers_TakesWordsWithCommas(string words, string? json)
    {
        SettingKind<IReadOnlyList<double>> kind = SettingKind.Numbers<double>(all => all.Count > 1 ? null : "two at least");
        Assert.Equal(json is not null, kind.TryParse(words.Split('|'), out IReadOnlyList<double>? read));
        if (json is null)
            return;
        Assert.Equal(json, kind.Write(read!)!.ToJsonString());
        Assert.Equal(json, $"[{kind.Show(read!)}]");
        Assert.True(kind.TryRead(Json(json), out IReadOnlyList<double>? again));
        Assert.Equal(read, again);
        Assert.Equal((null, "two at least"), (kind.Mistake(read!), kind.Mistake([1])));
        Assert.False(kind.TryRead(Json("[1,\"2\"]"), out _));
        Assert.False(kind.TryRead(Json("0.5"), out _));
    }

    [Fact]
    public void Optional_TakesNull()
    {
        SettingKind<int?> kind = SettingKind.Optional(SettingKind.Count());
        Assert.True(kind.TryRead(Json("null"), out int? none));
        Assert.Null(none);
        Assert.True(kind.TryRead(Json("4"), out int? four));
        Assert.Equal(4, four);
        Assert.False(kind.TryRead(Json("\"4\""), out _));
        Assert.Equal(("none", "4"), (kind.Show(null), kind.Show(4)));
        Assert.Null(kind.Write(null));
        Assert.Equal("4", kind.Write(4)!.ToJsonString());
        Assert.Equal((null, "at least 1"), (kind.Mistake(null), kind.Mistake(0)));
    }

    /// <summary>0 on the command line is none only where a setting says so; in a file null is.</summary>
    [Fact]
    public void Optional_TakesZeroForNone_WhereItSaysSo()
    {
        Assert.True(SettingKind.Optional(SettingKind.Number<float>(_ => null), zeroIsNone: true).TryParse(["0"], out float? none));
        Assert.Null(none);
        Assert.True(SettingKind.Optional(SettingKind.Number<float>(_ => null)).TryParse(["0"], out float? zero));
        Assert.Equal(0f, zero);
        Assert.True(SettingKind.Optional(SettingKind.Number<float>(_ => null), zeroIsNone: true).TryRead(Json("0"), out float? written));
        Assert.Equal(0f, written);
    }

    [Fact]
    public void Texts_TakeAListOfTexts()
    {
        SettingKind<IReadOnlyList<string>> kind = SettingKind.Texts("WORD");
        Assert.True(kind.TakesSeveral);
        Assert.True(kind.TryRead(Json("""["a b", "c"]"""), out IReadOnlyList<string>? texts));
        Assert.Equal(["a b", "c"], texts);
        foreach (string wrong in (string[])["\"a\"", "[1]", "[null]", "[\"a\", []]", "null"])
            Assert.False(kind.TryRead(Json(wrong), out _), wrong);
        Assert.Equal(("a b c", "none"), (kind.Show(["a b", "c"]), kind.Show([])));
        Assert.Equal("""["a b","c"]""", kind.Write(["a b", "c"])!.ToJsonString());
    }

    /// <summary>An option given twice: the last one counts.</summary>
    [Fact]
    public void TryParse_TakesTheLastWord()
    {
        Assert.True(SettingKind.Count().TryParse(["1", "2"], out int number));
        Assert.True(s_scaler.TryParse(["standard", "min_max"], out SeriesScaling scaler));
        Assert.True(SettingKind.Text("FILE").TryParse(["a", "b"], out string? text));
        Assert.True(SettingKind.Flag.TryParse(["true", "false"], out bool flag));
        Assert.Equal((2, SeriesScaling.MinMax, "b", false), (number, scaler, text, flag));
        Assert.True(SettingKind.Flag.TryParse([], out bool alone));
        Assert.True(alone);
        Assert.False(SettingKind.Flag.TryParse(["yes"], out _));
        Assert.False(SettingKind.Count().TryParse(["1,5"], out _));
    }

    /// <summary>The range of each kind, at its ends.</summary>
    [Fact]
    public void Mistake_SaysWhatWouldBeRight()
    {
        Assert.Equal(["at least 1", null, null, "at most 9"], new[] { 0, 1, 9, 10 }.Select(SettingKind.Count(9).Mistake));
        Assert.Equal(("at least -2", null), (SettingKind.Long(-2).Mistake(-3), SettingKind.Long(-2).Mistake(-2)));
        SettingKind<double> open = SettingKind.Share<double>("a share", withZero: false), closed = SettingKind.Share<double>("a rate", withZero: true);
        const string Open = "a share lies between 0 and 1, both excluded", Closed = "a rate lies between 0 and 1, 1 excluded";
        Assert.Equal([Open, null, Open], new[] { 0, 0.5, 1 }.Select(open.Mistake));
        Assert.Equal([null, Closed, Closed], new[] { 0, 1, -0.1 }.Select(closed.Mistake));
        Assert.Equal("a number such as 0.1 is expected", SettingKind.Number<double>(_ => null).Mistake(double.NaN));
        Assert.Equal(("it is empty", null), (SettingKind.Text("FILE").Mistake(""), SettingKind.Text("FILE").Mistake("a")));
        Assert.Equal("unknown; known are lstm, gru; did you mean 'gru'?", SettingKind.Name(["lstm", "gru"]).Mistake("gro"));
        Assert.Equal("unknown; known are min_max, standard; did you mean 'standard'?", s_scaler.Unparsed("standart"));
    }

    /// <summary>What is written is read again to the last bit.</summary>
    [Theory]
    [InlineData(0.1f)]
    [InlineData(1e-45f)]
    [InlineData(3.4028235e38f)]
    [InlineData(16777217f)]
    public void Write_GivesTheSameBitsAgain(float value)
    {
        SettingKind<float> kind = SettingKind.Number<float>(_ => null);
        Assert.True(kind.TryRead(Json(kind.Write(value)!.ToJsonString()), out float read));
        Assert.Equal(value, read);
        Assert.True(kind.TryParse([kind.Show(value)], out float parsed));
        Assert.Equal(value, parsed);
    }

    static void Reads<T>(SettingKind<T> kind, string json, T? expected) where T : struct
    {
        bool taken = kind.TryRead(Json(json), out T read);
        Assert.Equal(expected is not null, taken);
        if (expected is { } value)
            Assert.Equal(value, read);
    }

    static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
