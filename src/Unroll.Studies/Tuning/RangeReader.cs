using System.Text.Json;
using Unroll.Naming;
using Unroll.Studies.Grid;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tuning;

/// <summary>Reads the ranges of a tuning: each is one of a setting of the task, and its ends are values that the setting can have.</summary>
/// <param name="settings">The settings of the task.</param>
/// <param name="source">The file, for messages.</param>
sealed class RangeReader(SettingReader settings, string source)
{
    const string Uniform = "uniform", Log = "log", Integer = "integer", Choice = "choice";
    const string Forms = """{"uniform": [0, 0.5]}, {"log": [0.001, 0.1]}, {"integer": [64, 512], "step": 64} or {"choice": ["gru", "lstm"]}""";

    /// <summary>Reads a range.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="json">The range.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="InputException">It is no range, or none of this setting.</exception>
    public SettingRange Read(string name, JsonElement json, string path)
    {
        Setting setting = settings.Require(name, path);
        if (setting.Group == SettingGroup.Data)
            throw new InputException($"{source}: {path}: '{name}' changes the data, and so what a trial is measured on; name it in \"settings\"");
        if (json.ValueKind != JsonValueKind.Object)
            throw new InputException($"{source}: {path}: a range is {Forms}, not {json.GetRawText().ReplaceLineEndings(" ")}");
        var reader = new ConfigurationReader(json, $"{source}: {path}");
        string[] kinds = [.. new[] { Uniform, Log, Integer, Choice }.Where(reader.Has)];
        if (kinds.Length != 1)
            throw new InputException($"{source}: {path}: a range is one of {Forms}");
        SettingRange range = kinds[0] switch
        {
            Choice => Choices(name, reader, path),
            Integer => Integers(name, reader, path),
            _ => Numbers(name, reader, kinds[0] == Log, path),
        };
        reader.RequireAllTaken();
        return range;
    }

    NumberRange Numbers(string name, ConfigurationReader reader, bool isLogarithmic, string path)
    {
        (double low, double high) = Ends(reader, isLogarithmic ? Log : Uniform, isLogarithmic, path);
        var range = new NumberRange(name, low, high, isLogarithmic);
        foreach (double place in new[] { 0, 1, 0.6180339887498949 })
            Require(range, range.FromUnit(place), path, "; for whole numbers there is {\"integer\": [64, 512], \"step\": 64}");
        return range;
    }

    IntegerRange Integers(string name, ConfigurationReader reader, string path)
    {
        bool isLogarithmic = StudyElement.Word(reader, "scale", false, ("linear", false), (Log, true));
        (double low, double high) = Ends(reader, Integer, isLogarithmic, path);
        long step = reader.LongInteger("step", 1);
        if (low != Math.Floor(low) || high != Math.Floor(high) || Math.Abs(low) > 1e15 || Math.Abs(high) > 1e15)
            throw new InputException($"{source}: {path}.integer: whole numbers are expected");
        if (step < 1 || step > high - low)
            throw new InputException($"{source}: {path}.step: {step}: a step lies between 1 and the width of the range, {high - low}");
        if (isLogarithmic && step != 1)
            throw new InputException($"{source}: {path}.step: on a logarithmic scale the step is 1; leave it out, or list the values as a \"choice\"");
        var range = new IntegerRange(name, (long)low, (long)high, step, isLogarithmic);
        Require(range, range.At(0), path);
        Require(range, range.At(range.Count!.Value - 1), path);
        return range;
    }

    ChoiceRange Choices(string name, ConfigurationReader reader, string path)
    {
        JsonElement[] values = [.. reader.List(Choice).Select((value, place) => settings.Read(name, value, $"{path}.choice[{place}]"))];
        if (values.Length < 2)
            throw new InputException($"{source}: {path}.choice: {(values.Length == 0 ? "it is empty" : "there is one value only")}; a choice has two at least");
        for (int place = 0; place < values.Length; place++)
            if (values.Take(place).Any(other => JsonElement.DeepEquals(other, values[place])))
                throw new InputException($"{source}: {path}.choice[{place}]: {values[place].GetRawText()} is there twice");
        var range = new ChoiceRange(name, values);
        for (int place = 0; place < values.Length; place++)
            Require(range, place, $"{path}.choice[{place}]");
        return range;
    }

    (double Low, double High) Ends(ConfigurationReader reader, string kind, bool isLogarithmic, string path)
    {
        IReadOnlyList<JsonElement> ends = reader.List(kind);
        if (ends.Count != 2 || ends.Any(end => end.ValueKind != JsonValueKind.Number))
            throw new InputException($"{source}: {path}.{kind}: two numbers are expected, the lowest and the highest");
        (double low, double high) = (ends[0].GetDouble(), ends[1].GetDouble());
        string Fault(string what) => $"{source}: {path}.{kind}: {ends[0].GetRawText()} to {ends[1].GetRawText()}: {what}";
        if (low > high)
            throw new InputException(Fault("the range is reversed; the lowest comes first"));
        if (low == high)
            throw new InputException(Fault("the range is empty; name a single value in \"settings\""));
        if (isLogarithmic && low <= 0)
            throw new InputException(Fault("a logarithmic scale lies above 0"));
        return (low, high);
    }

    /// <summary>Requires that the setting can have a value.</summary>
    void Require(SettingRange range, double value, string path, string advice = "")
    {
        settings.Read(range.Setting, range.ToJson(value), path, advice);
        try
        {
            settings.Require(range.Setting, path).Check();
        }
        catch (SettingException error)
        {
            throw new InputException($"{source}: {path}: {error.Message}", error);
        }
    }
}
