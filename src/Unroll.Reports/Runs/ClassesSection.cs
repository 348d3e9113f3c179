using Unroll.Metrics;
using Unroll.Reports.Charts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>Which class was taken for which: the confusion matrix as counts and as shares, and the report of the classes.</summary>
static class ClassesSection
{
    const string FileName = "confusion.csv";

    public static IEnumerable<Chart> Charts(RunFiles run)
    {
        if (Matrix(run) is not { } matrix)
            yield break;
        IReadOnlyList<string> names = matrix.Labels, columns = [.. names, .. run.Table(FileName)!.Columns.Skip(names.Count + 1).Select(_ => "other")];
        string kind = run.Table(FileName)!.Columns[0].Name;
        string unit = run.Record?.Unit ?? "counts";
        yield return new HeatMap($"Confusion matrix, {unit}", kind, "read as", names, columns,
            Numbers(matrix, columns.Count, ConfusionNormalization.None, count => count))
        { HasDiagonal = true };
        yield return new HeatMap($"Confusion matrix, per cent of each {kind}", kind, "read as", names, columns,
            Numbers(matrix, columns.Count, ConfusionNormalization.True, share => Math.Round(100 * share, 1)))
        { HasDiagonal = true };
    }

    /// <summary>Precision, recall and F1 of each class; null where there is no matrix.</summary>
    public static Table? Report(RunFiles run) => Matrix(run) is { } matrix ? ClassTable.Of(matrix) : null;

    /// <summary>The numbers [truth, predicted] with, where there is a column more than classes, those that were read as none.</summary>
    static double[,] Numbers(ConfusionMatrix matrix, int columns, ConfusionNormalization normalization, Func<double, double> shown)
    {
        double[,] classes = matrix.Normalize(normalization), numbers = new double[matrix.Classes, columns];
        for (int truth = 0; truth < matrix.Classes; truth++)
            for (int column = 0; column < columns; column++)
                numbers[truth, column] = shown(column < matrix.Classes ? classes[truth, column] : matrix.Others(truth, normalization));
        return numbers;
    }

    /// <summary>
    /// The matrix of confusion.csv: a row per class, its name first, a column per class that it was read as and, of a model that writes its answers, one for
    /// what is no class.
    /// </summary>
    static ConfusionMatrix? Matrix(RunFiles run)
    {
        if (run.Table(FileName) is not { } table || table.Rows.Count == 0 || table.Columns.Count - table.Rows.Count is not (1 or 2))
            return null;
        int classes = table.Rows.Count;
        var counts = new List<double>();
        foreach (Column column in table.Columns.Skip(1))
            counts.AddRange(RunFiles.Numbers(table, column.Name).Select(count => double.IsFinite(count) && count > 0 ? count : 0));
        int[] places = [.. Enumerable.Range(0, counts.Count)];
        return ConfusionMatrix.Create([.. places.Select(place => place % classes)],
            [.. places.Select(place => place / classes == classes ? ConfusionMatrix.Other : place / classes)],
            [.. table.Rows.Select(row => row[0].Text)], counts.ToArray());
    }
}
