using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>A prediction, its target and how much they count.</summary>
public readonly ref struct MetricRow
{
    readonly int _id;

    internal MetricRow(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, int id, double weight)
    {
        Prediction = prediction;
        Weight = weight;
        Target = target;
        _id = id;
    }

    /// <summary>The outputs of the model.</summary>
    public ReadOnlySpan<float> Prediction { get; }

    /// <summary>What the outputs should be; empty where the target is an id.</summary>
    public ReadOnlySpan<float> Target { get; }

    /// <summary>How much the row counts.</summary>
    public double Weight { get; }

    /// <summary>How many classes the row decides between: a single output decides between two.</summary>
    public int Classes => ClassesOf(Prediction.Length);

    /// <summary>The first of the largest outputs (none is NaN: <see cref="Metric.Update"/> sees to it); of a single output, 1 above ½, else 0.</summary>
    public int PredictedClass => Prediction.Length == 1 ? Prediction[0] > 0.5f ? 1 : 0 : ArgMax.Find(Prediction);

    /// <summary>The id, or the first of the largest target values; of a single value, itself where it is 0 or 1, else −1.</summary>
    public int TargetClass => Target.Length switch
    {
        0 => _id,
        1 => Target[0] switch { 0 => 0, 1 => 1, _ => -1 },
        _ => ArgMax.Find(Target),
    };

    /// <summary>What an output should be. An id stands for its one-hot row, with a single output for its own value.</summary>
    public float TargetValue(int output) => Target.Length > 0 ? Target[output] : Prediction.Length == 1 ? _id : _id == output ? 1 : 0;

    /// <summary><see cref="TargetClass"/>, which must be a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is none of the classes.</exception>
    public int RequireTargetClass()
    {
        int target = TargetClass;
        return (uint)target < (uint)Classes
            ? target
            : throw new ArgumentOutOfRangeException("targets", Target.Length == 1 ? Target[0] : target,
                $"With {Classes} classes a target runs from 0 to {Classes - 1}; give rows without a class the weight 0.");
    }

    internal static int ClassesOf(int outputs) => outputs == 1 ? 2 : outputs;
}
