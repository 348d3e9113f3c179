namespace Unroll.Metrics;

/// <summary>
/// A metric of the hits and misses of each class. Without a <see cref="Threshold"/> the largest prediction names the one class of a row; with it every output
/// decides for itself,
/// so that a row may have several classes or none. A single output is one class.
/// </summary>
/// <param name="name">The name in logs and files.</param>
public abstract class ClassScore(string name) : Metric(name, MetricDirection.LargerIsBetter)
{
    const int NumbersPerClass = 3;
    const float Half = 0.5f;

    /// <summary>An output above it means its class; null: the first of the largest outputs names the class (a single output is above ½).</summary>
    public float? Threshold { get; init; }

    /// <summary>How the result is computed from the classes' values.</summary>
    public ClassAverage Average { get; init; }

    /// <summary>A class whose value alone is the result; null for the average of all.</summary>
    public int? ClassId { get; init; }

    /// <summary>The counts of every class since the last reset; empty before the first batch.</summary>
    /// <exception cref="InvalidOperationException">A prediction was NaN.</exception>
    public IReadOnlyList<ClassCounts> Classes
    {
        get
        {
            RequireNumbers();
            return [.. Enumerable.Range(0, State.Length / NumbersPerClass).Select(Counts)];
        }
    }

    /// <summary>The value of a class.</summary>
    protected abstract double Score(ClassCounts counts);

    /// <inheritdoc/>
    protected sealed override int StateLength(int outputs) => ClassId is { } id && (uint)id >= (uint)outputs
        ? throw new InvalidOperationException(
            $"{Name} reports class {id}, the predictions have {outputs} outputs: {nameof(ClassId)} runs from 0 to {outputs - 1}.")
        : NumbersPerClass * outputs;

    /// <inheritdoc/>
    protected sealed override void Add(in MetricRow row)
    {
        if (Threshold is null && row.Prediction.Length > 1)
        {
            int target = row.RequireTargetClass(), predicted = row.PredictedClass;
            Count(predicted, isPredicted: true, predicted == target, row.Weight);
            if (predicted != target)
                Count(target, isPredicted: false, isTarget: true, row.Weight);
            return;
        }

        for (int i = 0; i < row.Prediction.Length; i++)
            Count(i, row.Prediction[i] > (Threshold ?? Half), row.TargetValue(i) > Half, row.Weight);
    }

    /// <inheritdoc/>
    protected sealed override double Compute()
    {
        if (ClassId is { } id)
            return Score(Counts(id));
        ClassCounts all = default;
        double sum = 0, weighted = 0;
        int classes = State.Length / NumbersPerClass;
        for (int i = 0; i < classes; i++)
        {
            ClassCounts counts = Counts(i);
            double score = Score(counts);
            all = all.Plus(counts);
            sum += score;
            weighted += score * counts.Support;
        }

        return Average switch
        {
            ClassAverage.Micro => Score(all),
            ClassAverage.Weighted => ClassCounts.Share(weighted, all.Support),
            _ => sum / classes,
        };
    }

    ClassCounts Counts(int index) => new(State[NumbersPerClass * index], State[(NumbersPerClass * index) + 1], State[(NumbersPerClass * index) + 2]);

    void Count(int index, bool isPredicted, bool isTarget, double weight)
    {
        if (isPredicted || isTarget)
            State[(NumbersPerClass * index) + (isPredicted ? isTarget ? 0 : 1 : 2)] += weight;
    }
}
