using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>The shapes that one sample may have: [features] or [time, features] of values, [] or [time] of ids. Data, Fit and Predict know no others.</summary>
static class SampleRank
{
    public const string OfValues = "samples of shape [features] or [time, features] (join further axes into one; a single number has the shape [1])";
    public const string OfIds = "ids of shape [time] or []";

    /// <summary>Whether values can have this shape; the number of steps may be unknown.</summary>
    public static bool SuitsValues(Shape sample) => sample.Rank is 1 or 2 && sample.Last > 0 && sample[0] != 0;

    /// <summary>Whether ids can have this shape; the number of steps may be unknown.</summary>
    public static bool SuitsIds(Shape sample) => sample.Rank == 0 || (sample.Rank == 1 && sample[0] != 0);
}
