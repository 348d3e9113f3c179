using Unroll.Reports.Charts;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>Which class was taken for which: the confusion matrix as counts and as shares, and the report of the classes.</summary>
static class DigitsSection
{
    public static IEnumerable<Chart> Charts(RunFiles run)
    {
        if (Matrix(run) is not { } matrix)
            yield break;
        string[] names = Names(matrix.GetLength(0));
        yield return new HeatMap("Confusion matrix, pictures", "digit", "read as", names, names, matrix) { HasDiagonal = true };
        yield return new HeatMap("Confusion matrix, per cent of each digit", "digit", "read as", names, names, Shares(matrix)) { HasDiagonal = true };
    }

    /// <summary>Precision, recall and F1 of each class; null where there is no matrix.</summary>
    public static Table? Report(RunFiles run)
    {
        if (Matrix(run) is not { } matrix)
            return null;
        int classes = matrix.GetLength(0);
        return new Table([Column.Text("digit"), Column.Number("precision"), Column.Number("recall"), Column.Number("F1"), Column.Number("pictures")],
            [.. Enumerable.Range(0, classes).Select(digit =>
            {
                double right = matrix[digit, digit], read = Sum(classes, other => matrix[other, digit]), there = Sum(classes, other => matrix[digit, other]);
                double precision = read > 0 ? right / read : 0, recall = there > 0 ? right / there : 0;
                double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
                return (Cell[])[$"{digit}", precision, recall, f1, (int)there];
            })]);
    }

    static double[,]? Matrix(RunFiles run)
    {
        if (run.Table("confusion.csv") is not { } table || table.Rows.Count == 0 || table.Columns.Count != table.Rows.Count + 1)
            return null;
        double[,] matrix = new double[table.Rows.Count, table.Rows.Count];
        for (int column = 0; column < table.Rows.Count; column++)
        {
            double[] values = RunFiles.Numbers(table, table.Columns[column + 1].Name);
            for (int row = 0; row < values.Length; row++)
                matrix[row, column] = double.IsFinite(values[row]) ? values[row] : 0;
        }

        return matrix;
    }

    static double[,] Shares(double[,] matrix)
    {
        int classes = matrix.GetLength(0);
        double[,] shares = new double[classes, classes];
        for (int row = 0; row < classes; row++)
        {
            double sum = Sum(classes, column => matrix[row, column]);
            for (int column = 0; column < classes; column++)
                shares[row, column] = sum > 0 ? Math.Round(100 * matrix[row, column] / sum, 1) : 0;
        }

        return shares;
    }

    static double Sum(int count, Func<int, double> value) => Enumerable.Range(0, count).Sum(value);

    static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(digit => $"{digit}")];
}
