using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>What one network reads of a batch: some series side by side, which end together.</summary>
/// <param name="Ids">Which series they are: [1, batch].</param>
/// <param name="Logarithms">[batch, columns].</param>
/// <param name="Starts">The column of the first value of each: [batch], ids.</param>
/// <param name="Scales">[batch].</param>
/// <param name="Positions">After how many columns, the last ones, a forecast is made.</param>
readonly record struct SmoothingBatch(Tensor Ids, Tensor Logarithms, Tensor Starts, Tensor Scales, int Positions)
{
    /// <summary>The first column after which a forecast is made.</summary>
    public int First => Logarithms.Shape[1] - Positions;

    /// <summary>Lays some series out.</summary>
    /// <param name="arena">The memory of the step.</param>
    /// <param name="cut">The series.</param>
    /// <param name="ids">Which they are.</param>
    public static SmoothingBatch Of(Arena arena, SmoothingCut cut, ReadOnlySpan<int> ids)
    {
        var batch = new SmoothingBatch(arena.AllocateIds([1, ids.Length]), arena.Allocate([ids.Length, cut.Columns]), arena.AllocateIds([ids.Length]),
            arena.Allocate([ids.Length]), cut.Positions);
        ids.CopyTo(batch.Ids.Ids);
        cut.WriteLogarithms(batch.Logarithms.Values);
        cut.WriteStarts(batch.Starts.Ids);
        cut.WriteScales(batch.Scales.Values);
        return batch;
    }
}
