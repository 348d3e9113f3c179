namespace Unroll.Metrics;

/// <summary>
/// The mean recall of the classes that occur, as scikit-learn's balanced_accuracy_score. Its state is the whole confusion matrix, classes² numbers:
/// <see cref="Matrix"/> gives it,
/// and with it the classification report, for what was trained or evaluated.
/// </summary>
public sealed class BalancedAccuracy() : Metric("balanced_accuracy", MetricDirection.LargerIsBetter)
{
    /// <summary>The names of the classes in <see cref="Matrix"/>; null for their numbers.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What was predicted for what since the last reset, as a copy; without classes before the first batch.</summary>
    /// <exception cref="ArgumentException">There are more or fewer <see cref="Labels"/> than classes.</exception>
    /// <exception cref="InvalidOperationException">A prediction was NaN.</exception>
    public ConfusionMatrix Matrix
    {
        get
        {
            RequireNumbers();
            int classes = (int)Math.Sqrt(State.Length);
            return new ConfusionMatrix(State.ToArray(), classes == 0 ? [] : Labels ?? ConfusionMatrix.Numbers(Enumerable.Range(0, classes)));
        }
    }

    /// <inheritdoc/>
    protected override int StateLength(int outputs) => checked(MetricRow.ClassesOf(outputs) * MetricRow.ClassesOf(outputs));

    /// <inheritdoc/>
    protected override void Add(in MetricRow row) => State[(row.RequireTargetClass() * row.Classes) + row.PredictedClass] += row.Weight;

    /// <inheritdoc/>
    protected override double Compute()
    {
        double sum = 0;
        int classes = (int)Math.Sqrt(State.Length), present = 0;
        for (int truth = 0; truth < classes; truth++)
        {
            double support = 0;
            foreach (double count in State.Slice(truth * classes, classes))
                support += count;
            if (support == 0)
                continue;
            sum += State[(truth * classes) + truth] / support;
            present++;
        }

        return sum / present;
    }
}
