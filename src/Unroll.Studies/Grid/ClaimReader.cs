using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>Reads the claims of a study: texts, or texts with what they say of a figure.</summary>
sealed partial class ClaimReader(string source, IReadOnlyList<StudyAxis> axes)
{
    static readonly Dictionary<string, ClaimRelation> s_signs = new()
    {
        ["<"] = ClaimRelation.Below, ["<="] = ClaimRelation.AtMost, ["="] = ClaimRelation.Equal, [">="] = ClaimRelation.AtLeast, [">"] = ClaimRelation.Above,
    };

    readonly AxisNames _names = new(source, axes);

    public IReadOnlyList<Claim> Read(ConfigurationReader study) =>
        [.. study.List("claims").Select((element, place) => Read(element, $"$.claims[{place}]"))];

    Claim Read(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.String)
            return new Claim(element.GetString()!);
        var reader = new ConfigurationReader(StudyElement.Object(element, source, path), $"{source}: {path}");
        var claim = new Claim(reader.Text("text")) { Note = reader.Text("note", "") };
        var of = new Subject(reader.Text("figure", ""), _names.Where(reader, path), reader.Text("axis", ""), path);
        string check = reader.Text("check", "").Trim();
        reader.RequireAllTaken();
        if (of.Figure.Length > 0 && check.Length > 0)
            return Checked(claim, of, check);
        return of.Figure.Length == 0 && check.Length == 0 && of.Where.Count == 0 && of.Axis.Length == 0 ? claim
            : throw Wrong(path, "a claim that is checked needs both a \"figure\" and a \"check\"");
    }

    Claim Checked(Claim claim, Subject of, string check)
    {
        if (of.Axis.Length > 0)
            _names.Require(of.Axis, $"{of.Path}.axis");
        if (of.Where.ContainsKey(of.Axis))
            throw Wrong($"{of.Path}.where", $"the check '{check}' goes along the axis '{of.Axis}'; leave it out here");
        (string Axis, string Value)[] named = [.. of.Where.SelectMany(one => one.Value.Select(value => (one.Key, value)))];
        if (Bound().Match(check) is { Success: true } bound)
            return claim with { Checks = [OfBound(of, bound)], Values = named };
        if (First().Match(check) is { Success: true } first)
            return claim with { Checks = OfFirst(of, first), Values = [.. named, (of.Axis, first.Groups[3].Value)] };
        string[] order = [.. Sign().Split(check).Select(part => part.Trim())];
        if (order.Length == 1)
            throw Wrong($"{of.Path}.check", $"'{check}' is not understood; write \"gru < lstm\", \">= 0.5\" or \"first >= 0.5 at 60\"");
        OrderCheck made = OfOrder(of, check, order);
        return claim with { Checks = [made], Values = [.. named, .. made.Pairs.SelectMany(pair => new[] { (of.Axis, pair.First), (of.Axis, pair.Second) })] };
    }

    BoundCheck OfBound(Subject of, Match bound) => of.Axis.Length > 0
        ? throw Wrong(of.Path, $"the check '{bound.Value}' names no value of an axis; leave out \"axis\"")
        : new BoundCheck(of.Figure, of.Where, s_signs[bound.Groups[1].Value], Number(of, bound.Groups[2].Value));

    /// <summary>A bound that is first met at a value of an axis: all values before it fail it.</summary>
    BoundCheck[] OfFirst(Subject of, Match first)
    {
        StudyAxis axis = Along(of, first.Value);
        ClaimRelation relation = s_signs[first.Groups[1].Value];
        double bound = Number(of, first.Groups[2].Value);
        string at = _names.RequireValue(axis, first.Groups[3].Value, $"{of.Path}.check");
        string[] before = [.. axis.Values.Select(value => value.Name).TakeWhile(name => name != at)];
        BoundCheck Check(string[] values, ClaimRelation what) =>
            new(of.Figure, new Dictionary<string, IReadOnlyList<string>>(of.Where) { [axis.Name] = values }, what, bound);
        BoundCheck reached = Check([at], relation);
        return before.Length == 0 ? [reached] : [Check(before, Otherwise(relation)), reached];
    }

    /// <summary>Values and the signs between them. Values with commas between stand side by side: each is compared with each of the next ones.</summary>
    OrderCheck OfOrder(Subject of, string check, string[] order)
    {
        StudyAxis axis = Along(of, check);
        string[][] levels =
        [
            .. order.Where((_, place) => place % 2 == 0).Select(level =>
                level.Split(',', StringSplitOptions.TrimEntries).Select(name => _names.RequireValue(axis, name, $"{of.Path}.check")).ToArray()),
        ];
        var pairs = new List<(string, ClaimRelation, string)>();
        for (int level = 1; level < levels.Length; level++)
            pairs.AddRange(levels[level - 1].SelectMany(first => levels[level].Select(second => (first, s_signs[order[(level * 2) - 1]], second))));
        return new OrderCheck(of.Figure, of.Where, axis.Name, pairs);
    }

    StudyAxis Along(Subject of, string check) => of.Axis.Length > 0 ? _names.Require(of.Axis, $"{of.Path}.axis")
        : throw Wrong(of.Path, $"the check '{check}' names values of an axis; name it as \"axis\"");

    double Number(Subject of, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number) ? number : throw Wrong($"{of.Path}.check", $"'{text}' is not a number");

    InputException Wrong(string path, string what) => new($"{source}: {path}: {what}");

    static ClaimRelation Otherwise(ClaimRelation relation) => relation switch
    {
        ClaimRelation.Below => ClaimRelation.AtLeast,
        ClaimRelation.AtMost => ClaimRelation.Above,
        ClaimRelation.AtLeast => ClaimRelation.Below,
        _ => ClaimRelation.AtMost,
    };

    [GeneratedRegex(@"^(<=|>=|<|>|=)\s*(\S+)$")]
    private static partial Regex Bound();

    [GeneratedRegex(@"^first\s*(<=|>=|<|>)\s*(\S+)\s+at\s+(.+)$")]
    private static partial Regex First();

    [GeneratedRegex("(<=|>=|<|>|=)")]
    private static partial Regex Sign();

    /// <summary>What a check is of, and where it stands in the file.</summary>
    sealed record Subject(string Figure, IReadOnlyDictionary<string, IReadOnlyList<string>> Where, string Axis, string Path);
}
