namespace Unroll.Forecasting.Hybrid;

/// <summary>Some series of one network as columns: what was learned of each ends together, and the last columns before that end may be left out.</summary>
/// <param name="Series">The series.</param>
/// <param name="Columns">Columns that are read.</param>
/// <param name="Later">Columns between these and the end of what was learned.</param>
/// <param name="Positions">After how many columns, the last ones, forecasts are made.</param>
readonly record struct SmoothingCut(SmoothingSeries[] Series, int Columns, int Later, int Positions)
{
    /// <summary>ln y: [series, columns].</summary>
    public void WriteLogarithms(Span<float> into)
    {
        into.Clear();
        for (int row = 0; row < Series.Length; row++)
        {
            int start = Start(row);
            if (start < Columns)
                Series[row].Logarithms.AsSpan(0, Columns - start).CopyTo(into[((row * Columns) + start)..]);
        }
    }

    /// <summary>The column of the first value of each series; one that begins later has none that counts, and begins in the last column.</summary>
    public void WriteStarts(Span<int> into)
    {
        for (int row = 0; row < Series.Length; row++)
            into[row] = Math.Min(Start(row), Columns - 1);
    }

    /// <summary>The scale of each series.</summary>
    public void WriteScales(Span<float> into)
    {
        for (int row = 0; row < Series.Length; row++)
            into[row] = Series[row].Scale;
    }

    /// <summary>
    /// The values after each position, [positions, series, horizon], and what the loss of each counts, [positions, series]: 0 where less than a window lies
    /// before, or, in a short series, less than half of its values, and where the values after it are not known.
    /// </summary>
    /// <param name="targets">Receives the values.</param>
    /// <param name="weights">Receives what counts.</param>
    /// <param name="window">Values of a window.</param>
    /// <param name="meanScale">The mean of all series' scales.</param>
    /// <param name="first">The first position that counts.</param>
    /// <remarks>
    /// An error of a logarithm, which is relative, counts half; the other half is divided by the series' own scale, so that series which move little are
    /// forecast as well for their kind as the others.
    /// </remarks>
    public void WriteTargets(Span<float> targets, Span<float> weights, int window, float meanScale, int first = 0)
    {
        targets.Clear();
        weights.Clear();
        int horizon = targets.Length / weights.Length;
        for (int row = 0; row < Series.Length; row++)
        {
            SmoothingSeries one = Series[row];
            int start = Start(row), least = Math.Min(window, (one.Learned - horizon) / 2);
            for (int position = first; position < Positions; position++)
            {
                int last = Columns - Positions + position - start, place = (position * Series.Length) + row;
                if (last < least || last + horizon >= one.Logarithms.Length)
                    continue;
                one.Logarithms.AsSpan(last + 1, horizon).CopyTo(targets[(place * horizon)..]);
                weights[place] = 0.5f * ((1 / meanScale) + (1 / one.Scale));
            }
        }
    }

    int Start(int row) => Columns + Later - Series[row].Learned;
}
