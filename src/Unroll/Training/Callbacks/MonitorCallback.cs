using System.Globalization;
using Unroll.Metrics;

namespace Unroll.Training.Callbacks;

/// <summary>
/// A callback that watches a metric, with Keras' rule: the first value is an improvement; later ones are when, less the least change that counts, they are
/// better than the best so far. A value that is not a number never is.
/// </summary>
public abstract class MonitorCallback : Callback
{
    bool _rises;

    private protected MonitorCallback()
    {
    }

    /// <summary>The metric to watch.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>Which way it gets better.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>Where messages go; null for nowhere.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>The best value so far; NaN before the first.</summary>
    public double Best { get; private protected set; } = double.NaN;

    /// <inheritdoc/>
    public override string StateName => $"{GetType().Name}.{Monitor}";

    /// <summary>Starts anew, unless the run is a resumed one.</summary>
    /// <exception cref="ArgumentException">The direction of the metric is unknown, and <see cref="Mode"/> does not say.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        _rises = Mode switch
        {
            MonitorMode.Min => false,
            MonitorMode.Max => true,
            _ => MetricDirections.Find(Monitor, trainer.Model.Metrics) == MetricDirection.LargerIsBetter,
        };
        if (trainer.Step == 0)
            Reset();
    }

    private protected abstract void Reset();

    /// <summary>The value of the watched metric.</summary>
    /// <exception cref="InvalidOperationException">There is no such metric; the message lists those that there are.</exception>
    private protected double Watched(IReadOnlyDictionary<string, double> values)
    {
        if (values.TryGetValue(Monitor, out double value))
            return value;
        string hint = IsOfValidation(Monitor) && !values.Keys.Any(IsOfValidation) ? " Validation metrics need data to measure: FitOptions.Validation." : "";
        throw new InvalidOperationException($"{GetType().Name} watches '{Monitor}', but there are only: {string.Join(", ", values.Keys)}.{hint}");
    }

    /// <summary>Keras' rule: value − δ is better than the reference, where δ is negative for a metric that falls.</summary>
    private protected bool IsImprovement(double value, double reference, double leastChange = 0) => double.IsNaN(reference)
        ? !double.IsNaN(value)
        : _rises ? value - Math.Abs(leastChange) > reference : value + Math.Abs(leastChange) < reference;

    /// <summary>A value as Keras' messages have it.</summary>
    private protected static string Five(double value) => double.IsNaN(value) ? "None" : value.ToString("F5", CultureInfo.InvariantCulture);

    private protected static bool IsOfValidation(string name) => name.StartsWith("val_", StringComparison.Ordinal);
}
