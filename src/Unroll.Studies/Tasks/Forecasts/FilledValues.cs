namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>Values with each gap filled by the last value before it, as networks and baselines read them.</summary>
static class FilledValues
{
    /// <summary>Fills the gaps; those at the beginning take the first value.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] filled = values.ToArray();
        double last = filled.FirstOrDefault(value => !double.IsNaN(value));
        for (int i = 0; i < filled.Length; i++)
            last = filled[i] = double.IsNaN(filled[i]) ? last : filled[i];
        return filled;
    }
}
