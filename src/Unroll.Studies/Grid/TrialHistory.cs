using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>The metrics of history.csv under their stable names.</summary>
static class TrialHistory
{
    static readonly string[] s_others = ["epoch", "steps", "learning_rate"];

    /// <summary>Reads them, one value per epoch, NaN where there is none; nothing where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Dictionary<string, double[]> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        Table table = TrialTable.Read(path);
        var metrics = new Dictionary<string, double[]>();
        for (int column = 0; column < table.Columns.Count; column++)
        {
            string head = table.Columns[column].Name;
            if (head.Trim().Length == 0)
                throw Damaged(path, $"column {column + 1} has no name");
            if (s_others.Contains(head))
                continue;
            double[] values = [.. table.Rows.Select((row, place) => Number(path, head, row[column].Text, place + 1))];
            if (!metrics.TryAdd(NameOf(head), values))
                throw Damaged(path, $"the column '{head}' is there twice");
        }

        return metrics;
    }

    static string NameOf(string head) => head == TrialResult.SecondsName ? TrialResult.SecondsPerEpoch : MetricName.OfEpoch(head);

    static double Number(string path, string head, string text, int row)
    {
        if (text.Length == 0)
            return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Damaged(path, $"row {row}: '{text}' in the column '{head}' is not a number");
    }

    static InvalidDataException Damaged(string path, string what) => new($"{path}: damaged: {what}; delete the run folder, and the training is done again");
}
