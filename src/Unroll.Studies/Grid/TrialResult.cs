using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>What a training of a study came to; result.json in its run folder.</summary>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="Steps">Updates.</param>
/// <param name="Seconds">Time of training.</param>
/// <param name="IsSynthetic">Whether the program made the data up.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Figures">Its figures at the end, by name; NaN where one does not exist.</param>
/// <param name="History">Its figures epoch by epoch, by name.</param>
public sealed record TrialResult(long Parameters, int Epochs, long Steps, double Seconds, bool IsSynthetic, string? Failure,
    IReadOnlyDictionary<string, double> Figures, IReadOnlyDictionary<string, double[]> History)
{
    /// <summary>The file in the run folder.</summary>
    public const string FileName = "result.json";

    /// <summary>The time of a whole training.</summary>
    internal const string SecondsName = "seconds";

    /// <summary>The time of an epoch.</summary>
    internal const string SecondsPerEpoch = "secondsPerEpoch";

    /// <summary>The weights of the model.</summary>
    internal const string ParametersName = "parameters";

    const string Best = "best";
    const string Accuracy = "Accuracy";
    const string ErrorRate = "ErrorRate";

    /// <summary>A figure by its name; null where it does not exist.</summary>
    /// <remarks>
    /// Beside the names of <see cref="Figures"/>: <c>seconds</c>, <c>secondsPerEpoch</c> (the median, validation included), <c>parameters</c>; <c>trainingLoss@10</c> after epoch 10,
    /// <c>trainingLoss@best</c> the best of all epochs; <c>validationErrorRate</c>, 1 − validationAccuracy.
    /// </remarks>
    public double? Figure(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Failure is not null)
            return null;
        if (name.IndexOf(ErrorRate, StringComparison.Ordinal) is > 0 and var place)
            return 1 - Figure(name[..place] + Accuracy + name[(place + ErrorRate.Length)..]);
        double? value = name.Split('@') switch
        {
            [SecondsName] => Seconds,
            [SecondsPerEpoch] => History.TryGetValue(SecondsPerEpoch, out double[]? times) && times.Length > 0 ? Median(times) : null,
            [ParametersName] => Parameters,
            [var figure, Best] when History.TryGetValue(figure, out double[]? epochs) && epochs.Length > 0 =>
                figure.EndsWith(Accuracy, StringComparison.Ordinal) ? epochs.Max() : epochs.Min(),
            [var figure, var epoch] when int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int number) =>
                History.TryGetValue(figure, out double[]? epochs) && number >= 1 && number <= epochs.Length ? epochs[number - 1] : null,
            _ => Figures.TryGetValue(name, out double known) ? known : null,
        };
        return value is { } real && double.IsNaN(real) ? null : value;
    }

    /// <summary>Whether the training has a figure of this name, if perhaps no number for it: it was too short, or the figure does not exist.</summary>
    internal bool Has(string name)
    {
        string figure = name.Split('@')[0].Replace(ErrorRate, Accuracy, StringComparison.Ordinal);
        return Names.Contains(figure);
    }

    /// <summary>The names of its figures, but for those that follow from others.</summary>
    internal IEnumerable<string> Names => Figures.Keys.Union(History.Keys).Union([SecondsName, SecondsPerEpoch, ParametersName]);

    /// <summary>Whether a figure is a time, which is another one in every run.</summary>
    public static bool IsTime(string figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Split('@')[0] is SecondsName or SecondsPerEpoch;
    }

    static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Writes what a run ended with.</summary>
    internal static void Write(RunResult run)
    {
        IEnumerable<KeyValuePair<string, double>> figures = run.Failure is not null ? [] : run.Figures.Concat(run.Evaluation?.ByName.Where(figure => !run.Figures.ContainsKey(figure.Key)) ?? []);
        var json = new JsonObject
        {
            [ParametersName] = run.Parameters,
            ["epochs"] = run.Epochs,
            ["steps"] = run.Steps,
            ["skippedSteps"] = run.SkippedSteps,
            [SecondsName] = run.Seconds,
            ["synthetic"] = run.IsSynthetic,
            ["failure"] = run.Failure,
            ["figures"] = new JsonObject(figures.Select(figure => KeyValuePair.Create(figure.Key, double.IsFinite(figure.Value) ? (JsonNode?)figure.Value : null))),
        };
        RunFolder.Write(Path.Combine(run.Folder, FileName), json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Reads the result of a run folder; null where the run is not done.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TrialResult? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument json = StrictJson.Parse(File.ReadAllText(path));
            var reader = new ConfigurationReader(json.RootElement, path);
            return new TrialResult(reader.LongInteger(ParametersName, 0), reader.Integer("epochs"), reader.LongInteger("steps", 0), reader.Number(SecondsName), reader.Flag("synthetic", false),
                json.RootElement.TryGetProperty("failure", out JsonElement failure) ? failure.GetString() : null,
                reader.Object("figures").EnumerateObject().ToDictionary(figure => figure.Name, figure => figure.Value.ValueKind == JsonValueKind.Null ? double.NaN : figure.Value.GetDouble()),
                TrialHistory.Read(new RunFolder(folder).History));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: damaged ({error.Message.ReplaceLineEndings(" ")}); delete it, and the training is done again", error);
        }
    }

    /// <summary>A training that could not be done.</summary>
    internal static TrialResult Failed(string reason) =>
        new(0, 0, 0, 0, IsSynthetic: false, reason, new Dictionary<string, double>(), new Dictionary<string, double[]>());
}
