namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Where the steps of a series stand in the files that it was read from.</summary>
/// <param name="rows">The step of each row, counted from the first step of the series, with its file and line; in ascending order of the steps.</param>
sealed class SeriesLines(IReadOnlyList<(int Step, string Path, long Line)> rows)
{
    /// <summary>"load.csv: line 7": where a step is, or the last one before it that has a row.</summary>
    public string this[int step]
    {
        get
        {
            int row = rows.Count - 1;
            while (row > 0 && rows[row].Step > step)
                row--;
            return $"{rows[row].Path}: line {rows[row].Line}";
        }
    }
}
