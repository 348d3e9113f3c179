using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>Some series side by side on a tape, which end together.</summary>
/// <param name="Logarithms">[batch, time].</param>
/// <param name="Starts">The column of the first value of each: [batch], ids.</param>
/// <param name="Ids">Which series they are: [1, batch].</param>
/// <param name="Scales">[batch].</param>
/// <param name="First">The first column after which a forecast is made.</param>
/// <param name="Positions">After how many columns, from that one on.</param>
readonly record struct SmoothingBatch(Tensor Logarithms, Tensor Starts, Tensor Ids, Tensor Scales, int First, int Positions)
{
    /// <param name="arena">The memory of the step.</param>
    /// <param name="series">All series.</param>
    /// <param name="rows">Those of the batch.</param>
    /// <param name="positions">After how many values forecasts are made.</param>
    /// <param name="later">How many values lie after the last of these.</param>
    public static SmoothingBatch Cut(Arena arena, IReadOnlyList<SmoothingSeries> series, ReadOnlySpan<int> rows, int positions, int later)
    {
        int time = positions + later;
        foreach (int row in rows)
            time = Math.Max(time, series[row].Logarithms.Length);
        var batch = new SmoothingBatch(arena.Allocate([rows.Length, time]), arena.AllocateIds([rows.Length]), arena.AllocateIds([1, rows.Length]),
            arena.Allocate([rows.Length]), time - later - positions, positions);
        rows.CopyTo(batch.Ids.Ids);
        for (int i = 0; i < rows.Length; i++)
        {
            SmoothingSeries one = series[rows[i]];
            int start = time - one.Logarithms.Length;
            batch.Starts.Ids[i] = start;
            batch.Scales.Values[i] = one.Scale;
            one.Logarithms.CopyTo(batch.Logarithms.Values[((i * time) + start)..]);
        }

        return batch;
    }

    /// <summary>
    /// The values after each position, [positions, batch, horizon], and what the loss of each counts, [positions · batch]: 0 where less than a window lies
    /// before, or, in a short series, less than half of its values.
    /// </summary>
    /// <param name="arena">The memory of the step.</param>
    /// <param name="window">Values of a window.</param>
    /// <param name="horizon">Values of a horizon; as many lie after the last position.</param>
    /// <param name="meanScale">The mean of all series' scales.</param>
    /// <remarks>
    /// An error of a logarithm, which is relative, counts half; the other half is divided by the series' own scale, so that series which move little are
    /// forecast as well for their kind as the others.
    /// </remarks>
    public (Tensor Targets, Tensor Weights) Targets(Arena arena, int window, int horizon, float meanScale)
    {
        (int count, int time) = (Logarithms.Shape[0], Logarithms.Shape[1]);
        Tensor targets = arena.Allocate([Positions, count, horizon]), weights = arena.Allocate([Positions * count]);
        targets.Values.Clear();
        weights.Values.Clear();
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> values = Logarithms.Values.Slice(row * time, time);
            int start = Starts.Ids[row], full = start + Math.Min(window, (time - start - horizon) / 2);
            float weight = 0.5f * ((1 / meanScale) + (1 / Scales.Values[row]));
            for (int t = Math.Max(full, First); t < First + Positions; t++)
            {
                int place = ((t - First) * count) + row;
                values.Slice(t + 1, horizon).CopyTo(targets.Values[(place * horizon)..]);
                weights.Values[place] = weight;
            }
        }

        return (targets, weights);
    }
}
