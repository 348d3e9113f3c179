using System.Globalization;
using System.Text;

namespace Unroll.Metrics;

/// <summary>
/// How often each class was predicted as which: true classes are the lines, predicted ones the columns. In training <see cref="BalancedAccuracy"/> keeps one.
/// A prediction may be none of the classes (<see cref="Other"/>): it is a missed one.
/// </summary>
public sealed class ConfusionMatrix
{
    /// <summary>A prediction that is none of the classes, such as a written answer without sense.</summary>
    public const int Other = -1;

    const string OtherLabel = "other";

    readonly double[] _counts, _others;

    internal ConfusionMatrix(double[] counts, IReadOnlyList<string> labels, double[]? others = null)
    {
        if (labels.Count * labels.Count != counts.Length)
            throw new ArgumentException($"There are {labels.Count} labels for a confusion matrix of {counts.Length} numbers; pass one label per class.",
                nameof(labels));
        (_counts, Labels, _others) = (counts, labels, others ?? new double[labels.Count]);
    }

    /// <summary>The names of the classes, in the order of the lines and columns.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes => Labels.Count;

    /// <summary>All that was counted.</summary>
    public double Total => _counts.Sum() + _others.Sum();

    /// <summary>The share of right classes; 0 of nothing.</summary>
    public double Accuracy => ClassCounts.Share(Enumerable.Range(0, Classes).Sum(index => this[index, index]), Total);

    /// <summary>The rows of one class that were predicted as another: their number or, with sample weights, the sum of these.</summary>
    public double this[int truth, int predicted] => _counts[(Checked(truth) * Classes) + Checked(predicted)];

    /// <summary>Whether there was a prediction that is none of the classes.</summary>
    public bool HasOthers => _others.Any(count => count != 0);

    /// <summary>The rows of a class that were predicted as none of the classes, as their number or as a share.</summary>
    public double Others(int truth, ConfusionNormalization normalization = ConfusionNormalization.None) => ClassCounts.Share(_others[Checked(truth)],
        normalization switch
        {
            ConfusionNormalization.True => Counts(truth).Support,
            ConfusionNormalization.Predicted => _others.Sum(),
            ConfusionNormalization.All => Total,
            _ => 1,
        });

    /// <summary>From labels; the classes are the numbers that occur, in ascending order, as in scikit-learn.</summary>
    /// <param name="truth">What was right.</param>
    /// <param name="predicted">What was predicted, one for one.</param>
    /// <param name="sampleWeights">How much each counts; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ConfusionMatrix Create(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> sampleWeights = default)
    {
        int[] classes = [.. new SortedSet<int>([.. truth, .. predicted])];
        return Create(truth, predicted, classes, Numbers(classes), sampleWeights);
    }

    /// <summary>From ids of classes that have names; classes that do not occur are part of the matrix.</summary>
    /// <param name="truth">What was right: 0 to labels − 1.</param>
    /// <param name="predicted">What was predicted, one for one; <see cref="Other"/> for none of the classes.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="sampleWeights">How much each counts; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an id has no label.</exception>
    public static ConfusionMatrix Create(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, IReadOnlyList<string> labels,
        ReadOnlySpan<double> sampleWeights = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Create(truth, predicted, [.. Enumerable.Range(0, labels.Count)], labels, sampleWeights);
    }

    /// <summary>Hits and misses of a class.</summary>
    public ClassCounts Counts(int index)
    {
        double row = _others[Checked(index)], column = 0;
        for (int other = 0; other < Classes; other++)
            (row, column) = (row + this[index, other], column + this[other, index]);
        return new(this[index, index], column - this[index, index], row - this[index, index]);
    }

    /// <summary>The numbers [truth, predicted] as shares of all that were counted, with those that are none of the classes; 0 of nothing.</summary>
    public double[,] Normalize(ConfusionNormalization normalization)
    {
        double[,] shares = new double[Classes, Classes];
        double[] lines = [.. _others], columns = new double[Classes];
        for (int truth = 0; truth < Classes; truth++)
            for (int predicted = 0; predicted < Classes; predicted++)
                (lines[truth], columns[predicted]) = (lines[truth] + this[truth, predicted], columns[predicted] + this[truth, predicted]);

        double total = Total;
        for (int truth = 0; truth < Classes; truth++)
            for (int predicted = 0; predicted < Classes; predicted++)
                shares[truth, predicted] = ClassCounts.Share(this[truth, predicted], normalization switch
                {
                    ConfusionNormalization.True => lines[truth],
                    ConfusionNormalization.Predicted => columns[predicted],
                    ConfusionNormalization.All => total,
                    _ => 1,
                });
        return shares;
    }

    /// <summary>The counts as a table.</summary>
    public override string ToString() => ToString(ConfusionNormalization.None);

    /// <summary>
    /// An aligned table with the labels: a line a true class, a column a predicted one, and one for what is none of them, if anything is. Whole counts have
    /// no decimals.
    /// </summary>
    public string ToString(ConfusionNormalization normalization, int digits = 2)
    {
        double[,] numbers = Normalize(normalization);
        int decimals = normalization == ConfusionNormalization.None && _counts.Concat(_others).All(double.IsInteger) ? 0 : digits;
        const string Corner = "true \\ predicted";
        (string Label, Func<int, double> Number)[] columns = [.. Labels.Select((label, place) => (label, (Func<int, double>)(line => numbers[line, place])))];
        if (HasOthers)
            columns = [.. columns, (OtherLabel, line => Others(line, normalization))];
        int[] widths = [.. columns.Select(column =>
            Enumerable.Range(0, Classes).Select(line => DecimalFormat.Format(column.Number(line), decimals).Length).Append(column.Label.Length).Max())];
        int first = Labels.Append(Corner).Max(label => label.Length);
        var text = new StringBuilder(Corner.PadRight(first));
        for (int column = 0; column < columns.Length; column++)
            text.Append("  ").Append(columns[column].Label.PadLeft(widths[column]));
        for (int line = 0; line < Classes; line++)
        {
            text.Append('\n').Append(Labels[line].PadRight(first));
            for (int column = 0; column < columns.Length; column++)
                text.Append("  ").Append(DecimalFormat.Format(columns[column].Number(line), decimals).PadLeft(widths[column]));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The labels of classes without names: their numbers.</summary>
    internal static IReadOnlyList<string> Numbers(IEnumerable<int> classes) => [.. classes.Select(number => number.ToString(CultureInfo.InvariantCulture))];

    static ConfusionMatrix Create(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int[] classes, IReadOnlyList<string> labels,
        ReadOnlySpan<double> sampleWeights)
    {
        if (truth.Length != predicted.Length)
            throw new ArgumentException($"There are {truth.Length} true labels but {predicted.Length} predicted ones.", nameof(predicted));
        if (!sampleWeights.IsEmpty && sampleWeights.Length != truth.Length)
            throw new ArgumentException($"There are {truth.Length} labels but {sampleWeights.Length} weights.", nameof(sampleWeights));
        double[] counts = new double[checked(classes.Length * classes.Length)], others = new double[classes.Length];
        for (int i = 0; i < truth.Length; i++)
        {
            int row = IndexOf(truth[i], classes, nameof(truth));
            double weight = sampleWeights.IsEmpty ? 1 : sampleWeights[i];
            if (predicted[i] == Other && Array.BinarySearch(classes, Other) < 0)
                others[row] += weight;
            else
                counts[(row * classes.Length) + IndexOf(predicted[i], classes, nameof(predicted))] += weight;
        }

        return new(counts, labels, others);
    }

    static int IndexOf(int id, int[] classes, string argument) => Array.BinarySearch(classes, id) is >= 0 and var index
        ? index
        : throw new ArgumentOutOfRangeException(argument, id, $"With {classes.Length} labels a class runs from 0 to {classes.Length - 1}.");

    int Checked(int index) => (uint)index < (uint)Classes
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The confusion matrix has {Classes} classes, from 0 to {Classes - 1}.");
}
