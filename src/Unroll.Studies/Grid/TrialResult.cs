using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>The result of a training of a study.</summary>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="Steps">Updates.</param>
/// <param name="Seconds">Time of training.</param>
/// <param name="IsSynthetic">Whether the data are generated.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Metrics">Its metrics at the end, by name; NaN where one does not exist.</param>
/// <param name="History">Its metrics epoch by epoch, by name.</param>
public sealed record TrialResult(long Parameters, int Epochs, long Steps, double Seconds, bool IsSynthetic, string? Failure,
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, double[]> History)
{
    /// <summary>The time of a whole training.</summary>
    internal const string SecondsName = "seconds";

    /// <summary>The time of an epoch.</summary>
    internal const string SecondsPerEpoch = "secondsPerEpoch";

    /// <summary>The weights of the model.</summary>
    internal const string ParametersName = "parameters";

    /// <summary>What stands for the best of all epochs.</summary>
    internal const string Best = "best";

    const string Accuracy = "Accuracy";
    const string ErrorRate = "ErrorRate";

    /// <summary>Steps that made no update, because their loss or gradients were NaN or infinite.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>What a reader should know of its data, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What it ran on, in a line; empty where that was not kept.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The names of its metrics, but for those that follow from others.</summary>
    internal IEnumerable<string> Names => Metrics.Keys.Union(History.Keys).Union([SecondsName, SecondsPerEpoch, ParametersName]);

    /// <summary>A metric by its name; null where it does not exist.</summary>
    /// <remarks>
    /// Beside the names of <see cref="Metrics"/>: <c>seconds</c>, <c>secondsPerEpoch</c> (the median, validation included), <c>parameters</c>;
    /// <c>trainingLoss@10</c> after epoch 10, <c>trainingLoss@best</c> the best of all epochs; <c>validationErrorRate</c>, 1 − validationAccuracy.
    /// </remarks>
    public double? Metric(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Failure is not null)
            return null;
        if (Underlying(name) is var accuracy && accuracy != name)
            return 1 - Metric(accuracy);
        double? value = name.Split('@') switch
        {
            [SecondsName] => Seconds,
            [SecondsPerEpoch] => Epoch(SecondsPerEpoch) is { } times ? Median.From(times) : null,
            [ParametersName] => Parameters,
            [var metric, Best] => BestEpoch(metric),
            [var metric, var epoch] when int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int number) =>
                Epoch(metric) is { } epochs && number >= 1 && number <= epochs.Length ? epochs[number - 1] : null,
            _ => Metrics.TryGetValue(name, out double known) ? known : null,
        };
        return value is { } real && double.IsNaN(real) ? null : value;
    }

    /// <summary>The metric that another follows from: of an error rate the accuracy; others follow from none but themselves.</summary>
    internal static string Underlying(string name) => name.IndexOf(ErrorRate, StringComparison.Ordinal) is > 0 and var place
        ? name[..place] + Accuracy + name[(place + ErrorRate.Length)..]
        : name;

    /// <summary>Whether a metric is a time, which differs from run to run.</summary>
    public static bool IsTime(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Split('@')[0] is SecondsName or SecondsPerEpoch;
    }

    /// <summary>The result of a run.</summary>
    internal static TrialResult From(RunResult run)
    {
        var metrics = run.Failure is not null ? [] : run.Metrics.ToDictionary();
        if (run.Failure is null && run.Evaluation is { } evaluation)
            foreach ((string name, double value) in evaluation.ByName)
                metrics.TryAdd(name, value);
        return new TrialResult(
            run.Parameters, run.Epochs, run.Steps, run.Seconds, run.IsSynthetic, run.Failure,
            metrics.ToDictionary(metric => metric.Key, metric => double.IsFinite(metric.Value) ? metric.Value : double.NaN),
            TrialHistory.Read(new RunFolder(run.Folder).History))
        {
            SkippedSteps = run.SkippedSteps, Remarks = run.Data.Remarks, Machine = Runs.Machine.Here().Line,
        };
    }

    /// <summary>Reads the result of a run folder; null where the run is not done.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TrialResult? Read(string folder) => TrialFile.Read(folder)?.ToResult(TrialHistory.Read(new RunFolder(folder).History));

    /// <summary>A training that could not be done.</summary>
    internal static TrialResult Failed(string reason) =>
        new(0, 0, 0, 0, IsSynthetic: false, reason, new Dictionary<string, double>(), new Dictionary<string, double[]>());

    /// <summary>The best of all epochs that have a number.</summary>
    double? BestEpoch(string metric)
    {
        double[] epochs = [.. (Epoch(metric) ?? []).Where(value => !double.IsNaN(value))];
        return epochs.Length == 0 ? null : metric.EndsWith(Accuracy, StringComparison.Ordinal) ? epochs.Max() : epochs.Min();
    }

    double[]? Epoch(string metric) => History.TryGetValue(metric, out double[]? epochs) && epochs.Length > 0 ? epochs : null;
}
