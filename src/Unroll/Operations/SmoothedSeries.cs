using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>
/// A batch of series with their levels and seasons, all as logarithms, one row per series. Series of different lengths end together: each has its last value
/// in the last column, and <see cref="Starts"/> says where its first one is.
/// </summary>
/// <param name="Logarithms">ln y: [batch, time].</param>
/// <param name="Starts">The column of the first value of each series: [batch], ids.</param>
/// <param name="Seasons">The values of each season, at least 1; none for series without seasonality.</param>
/// <param name="Level">ln l after each value: [batch, time]; before the first value the first level.</param>
/// <param name="Season">
/// ln s of each season at each value, then of the season to come: [seasons, batch, time + longest season]; 0 before the first value.
/// </param>
readonly record struct SmoothedSeries(Tensor Logarithms, Tensor Starts, int[] Seasons, Tensor Level, Tensor Season)
{
    /// <summary>How many series.</summary>
    public int Batch => Level.Shape[0];

    /// <summary>Columns of the values.</summary>
    public int Time => Level.Shape[1];

    /// <summary>The logarithms of a series' factors of one season, or their gradients: one per value, then those of the season to come.</summary>
    public Span<float> Factors(Span<float> all, int season, int series)
    {
        int length = Season.Shape.Last;
        return all.Slice(((season * Batch) + series) * length, length);
    }
}
