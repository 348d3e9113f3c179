using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Studies;

/// <summary>The figures of history.csv under their stable names.</summary>
static class TrialHistory
{
    static readonly string[] s_others = ["epoch", "steps", "learning_rate"];

    /// <summary>Reads them, one value an epoch, NaN where there is none; nothing where there is no file.</summary>
    public static Dictionary<string, double[]> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        string[][] lines = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(','))];
        return lines[0].Select((name, column) => (name, column)).Where(head => !s_others.Contains(head.name))
            .ToDictionary(head => head.name == TrialResult.SecondsName ? TrialResult.SecondsPerEpoch : FigureName.OfEpoch(head.name), head => (double[])[.. lines.Skip(1).Select(line => Number(line[head.column]))]);
    }

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
