using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>The figures of history.csv under their stable names.</summary>
static class TrialHistory
{
    static readonly string[] s_others = ["epoch", "steps", "learning_rate"];

    /// <summary>Reads them, one value an epoch, NaN where there is none; nothing where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Dictionary<string, double[]> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        string[][] lines = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(','))];
        if (lines.Length == 0)
            throw Damaged(path, "it is empty");
        var figures = new Dictionary<string, double[]>();
        for (int column = 0; column < lines[0].Length; column++)
        {
            string head = lines[0][column];
            if (head.Trim().Length == 0)
                throw Damaged(path, $"column {column + 1} has no name");
            if (s_others.Contains(head))
                continue;
            if (!figures.TryAdd(NameOf(head), [.. lines.Skip(1).Select((line, row) => Number(path, lines[0], line, row + 1, column))]))
                throw Damaged(path, $"the column '{head}' is there twice");
        }

        return figures;
    }

    static string NameOf(string head) => head == TrialResult.SecondsName ? TrialResult.SecondsPerEpoch : FigureName.OfEpoch(head);

    static double Number(string path, string[] heads, string[] line, int row, int column)
    {
        if (line.Length != heads.Length)
            throw Damaged(path, $"row {row} has {line.Length} columns, the first line {heads.Length}");
        if (line[column].Length == 0)
            return double.NaN;
        return double.TryParse(line[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Damaged(path, $"row {row}: '{line[column]}' in the column '{heads[column]}' is not a number");
    }

    static InvalidDataException Damaged(string path, string what) => new($"{path}: damaged: {what}; delete the run folder, and the training is done again");
}
