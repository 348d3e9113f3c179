using System.Globalization;
using System.Text;

namespace Unroll.Metrics;

/// <summary>Precision, recall and F1 score of each class and on average, as scikit-learn's classification_report; what would divide by 0 is 0.</summary>
public sealed class ClassificationReport
{
    const string AccuracyLabel = "accuracy", MacroLabel = "macro avg", WeightedLabel = "weighted avg";

    /// <summary>
    /// The report of what a confusion matrix counted (<see cref="ConfusionMatrix.Create(ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{double})"/> counts
    /// labels); all of its classes are part of it.
    /// </summary>
    public ClassificationReport(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Classes = [.. matrix.Labels.Select((label, index) => matrix.Counts(index) is var counts
            ? new ClassificationRow(label, counts.Precision, counts.Recall, counts.F1, counts.Support)
            : default)];
        Accuracy = matrix.Accuracy;
        Support = matrix.Total;
        MacroAverage = Average(MacroLabel, _ => 1);
        WeightedAverage = Average(WeightedLabel, figures => figures.Support);
    }

    /// <summary>The row of each class.</summary>
    public IReadOnlyList<ClassificationRow> Classes { get; }

    /// <summary>The share of right classes.</summary>
    public double Accuracy { get; }

    /// <summary>All rows.</summary>
    public double Support { get; }

    /// <summary>The means over the classes, each counted alike.</summary>
    public ClassificationRow MacroAverage { get; }

    /// <summary>The means over the classes, each counted by its rows.</summary>
    public ClassificationRow WeightedAverage { get; }

    /// <summary>The report with two decimals.</summary>
    public override string ToString() => ToString(2);

    /// <summary>The report as scikit-learn lays it out, to the character.</summary>
    /// <param name="digits">Decimals.</param>
    public string ToString(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        int width = Classes.Select(figures => figures.Label.Length).Append(WeightedLabel.Length).Append(digits).Max();
        var text = new StringBuilder();
        Line(text, width, "", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        foreach (ClassificationRow figures in Classes)
            Line(text, width, figures, digits);
        text.Append('\n');
        Line(text, width, AccuracyLabel, "", "", DecimalFormat.Format(Accuracy, digits), Count(Support));
        Line(text, width, MacroAverage, digits);
        Line(text, width, WeightedAverage, digits);
        return text.ToString();
    }

    void Line(StringBuilder text, int width, ClassificationRow figures, int digits) => Line(text, width, figures.Label,
        DecimalFormat.Format(figures.Precision, digits), DecimalFormat.Format(figures.Recall, digits), DecimalFormat.Format(figures.F1, digits),
            Count(figures.Support));

    static void Line(StringBuilder text, int width, string label, params ReadOnlySpan<string> cells)
    {
        text.Append(label.PadLeft(width)).Append(' ');
        foreach (string cell in cells)
            text.Append(' ').Append(cell.PadLeft(9));
        text.Append('\n');
    }

    /// <summary>Counts are whole; sums of weights are written with all digits, 1 as 1.0.</summary>
    string Count(double support)
    {
        string text = support.ToString("R", CultureInfo.InvariantCulture);
        bool isWeighted = Classes.Any(figures => !double.IsInteger(figures.Support));
        return isWeighted && double.IsInteger(support) ? text + ".0" : text;
    }

    ClassificationRow Average(string label, Func<ClassificationRow, double> weight)
    {
        double total = Classes.Sum(weight);
        return new(label, Mean(figures => figures.Precision), Mean(figures => figures.Recall), Mean(figures => figures.F1), Support);

        double Mean(Func<ClassificationRow, double> figure) => ClassCounts.Share(Classes.Sum(figures => weight(figures) * figure(figures)), total);
    }
}
