using Unroll.Metrics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>Precision, recall and F1 score of each class as a table.</summary>
public static class ClassTable
{
    /// <summary>One row per class, and their means.</summary>
    public static Table Of(ConfusionMatrix matrix)
    {
        var report = new ClassificationReport(matrix);
        return new(
            [Column.Text("class"), Column.Number("precision"), Column.Number("recall"), Column.Number("f1"), Column.Number("support")],
            [.. report.Classes.Append(report.MacroAverage).Append(report.WeightedAverage).Select(row =>
                (Cell[])[row.Label, row.Precision, row.Recall, row.F1, (int)row.Support])]);
    }
}
