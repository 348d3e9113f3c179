namespace Unroll.Forecasting;

/// <summary>What measures and forecasts ask of the numbers that they are given.</summary>
static class SeriesCheck
{
    /// <summary>Refuses an empty series, and values that are NaN or infinite.</summary>
    public static void Finite(ReadOnlySpan<double> values, string name)
    {
        if (values.IsEmpty)
            throw new ArgumentException($"{name} has no value; at least one is expected.", name);
        for (int i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"{name}[{i}] is {values[i]}; finite numbers are expected.", name);
    }

    /// <summary>Refuses values that are not as many as the actual ones, and any that are not finite.</summary>
    public static void Pair(ReadOnlySpan<double> actual, ReadOnlySpan<double> values, string name)
    {
        Finite(actual, nameof(actual));
        if (values.Length != actual.Length)
            throw new ArgumentException($"{name} has {values.Length} values, actual has {actual.Length}; as many are expected.", name);
        Finite(values, name);
    }

    /// <summary>Refuses a series with a value that is not above 0.</summary>
    public static void Positive(ReadOnlySpan<double> values, string name, string purpose)
    {
        for (int i = 0; i < values.Length; i++)
            if (values[i] <= 0)
                throw new ArgumentException($"{name}[{i}] is {values[i]}; {purpose} needs values above 0.", name);
    }
}
