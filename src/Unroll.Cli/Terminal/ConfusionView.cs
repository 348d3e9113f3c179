using System.Globalization;
using Spectre.Console;
using Unroll.Metrics;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>What became of each class: the confusion matrix, and precision, recall and F1 score.</summary>
static class ConfusionView
{
    /// <summary>So many confusions are listed where the whole matrix finds no room.</summary>
    const int Listed = 10;

    const string OtherName = "other";

    public static void Write(IAnsiConsole console, ConfusionMatrix matrix)
    {
        Show(console, "Precision, recall and F1 score of each class:", ClassTable.Of(matrix));
        Table counts = Counts(matrix), shares = Shares(matrix);
        if (Fits(console, counts))
            Show(console, "How often a class (row) was predicted as which (column):", counts);
        else if (Fits(console, shares))
            Show(console, "How often a class (row) was predicted as which (column), in % of its row:", shares);
        else
            Show(console, "What was confused the most often:", Confusions(matrix));
    }

    static void Show(IAnsiConsole console, string title, Table table)
    {
        console.Line(title, TextStyle.Quiet);
        TableView.Write(console, table);
    }

    static bool Fits(IAnsiConsole console, Table table) => new TableView(table, console.Profile.Width).LeftOut == 0;

    static Table Counts(ConfusionMatrix matrix) => Matrix(matrix, ConfusionNormalization.None, count => (int)count);

    static Table Shares(ConfusionMatrix matrix) => Matrix(matrix, ConfusionNormalization.True,
        share => new Cell((100 * share).ToString("F0", CultureInfo.InvariantCulture), share));

    /// <summary>A row a class, a column a class, and one for answers that are none where there are any.</summary>
    static Table Matrix(ConfusionMatrix matrix, ConfusionNormalization normalization, Func<double, Cell> cell)
    {
        double[,] numbers = matrix.Normalize(normalization);
        return new Table(
            [Column.Text("class"), .. matrix.Labels.Select(Column.Number), .. matrix.HasOthers ? (Column[])[Column.Number(OtherName)] : []],
            [.. matrix.Labels.Select((label, truth) => (Cell[])
            [
                label, .. Enumerable.Range(0, matrix.Classes).Select(predicted => cell(numbers[truth, predicted])),
                .. matrix.HasOthers ? (Cell[])[cell(matrix.Others(truth, normalization))] : [],
            ])]);
    }

    static Table Confusions(ConfusionMatrix matrix)
    {
        IEnumerable<(int Truth, int Predicted)> pairs = Enumerable.Range(0, matrix.Classes)
            .SelectMany(truth => Enumerable.Range(0, matrix.Classes).Where(predicted => predicted != truth).Select(predicted => (truth, predicted)));
        return new([Column.Text("class"), Column.Text("predicted as"), Column.Number("times")],
            [.. pairs.Where(pair => matrix[pair.Truth, pair.Predicted] > 0).OrderByDescending(pair => matrix[pair.Truth, pair.Predicted]).Take(Listed)
                .Select(pair => (Cell[])[matrix.Labels[pair.Truth], matrix.Labels[pair.Predicted], (int)matrix[pair.Truth, pair.Predicted]])]);
    }
}
