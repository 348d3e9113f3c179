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
        IReadOnlyList<string> names = matrix.Labels;
        string kind = run.Table(FileName)!.Columns[0].Name;
        string unit = run.Record?.Unit ?? "counts";
        yield return new HeatMap($"Confusion matrix, {unit}", kind, "read as", names, names, matrix.Normalize(ConfusionNormalization.None))
        {
            HasDiagonal = true,
        };
        double[,] shares = matrix.Normalize(ConfusionNormalization.True);
        for (int truth = 0; truth < matrix.Classes; truth++)
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
                shares[truth, predicted] = Math.Round(100 * shares[truth, predicted], 1);
        yield return new HeatMap($"Confusion matrix, per cent of each {kind}", kind, "read as", names, names, shares) { HasDiagonal = true };
    }

    /// <summary>Precision, recall and F1 of each class; null where there is no matrix.</summary>
    public static Table? Report(RunFiles run) => Matrix(run) is { } matrix ? ClassTable.Of(matrix) : null;

    /// <summary>The matrix of confusion.csv: a row per class, its name first, and a column per class that it was read as.</summary>
    static ConfusionMatrix? Matrix(RunFiles run)
    {
        if (run.Table(FileName) is not { } table || table.Rows.Count == 0 || table.Columns.Count != table.Rows.Count + 1)
            return null;
        int classes = table.Rows.Count;
        var counts = new List<double>();
        for (int predicted = 0; predicted < classes; predicted++)
            counts.AddRange(RunFiles.Numbers(table, table.Columns[predicted + 1].Name).Select(count => double.IsFinite(count) && count > 0 ? count : 0));
        int[] places = [.. Enumerable.Range(0, counts.Count)];
        return ConfusionMatrix.Create([.. places.Select(place => place % classes)], [.. places.Select(place => place / classes)],
            [.. table.Rows.Select(row => row[0].Text)], counts.ToArray());
    }
}
