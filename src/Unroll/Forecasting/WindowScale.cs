namespace Unroll.Forecasting;

/// <summary>The numbers of one target of one window: (x − offset) / scale of its scaled values.</summary>
/// <param name="Offset">What is taken off.</param>
/// <param name="Scale">What the rest is divided by.</param>
readonly record struct WindowScale(float Offset, float Scale)
{
    /// <summary>A window that hardly changes is not blown up to the size of others.</summary>
    const double LeastDeviation = 1e-5;

    /// <summary>Finds the numbers in a window that ends before a step.</summary>
    public static WindowScale Of(PreparedSeries series, ForecastFrame frame, int end, int target)
    {
        if (frame.WindowScaling == WindowScaling.None)
            return new WindowScale(0, 1);
        if (frame.WindowScaling == WindowScaling.Last)
            return new WindowScale(series.Target(end - 1, target), 1);
        double sum = 0, squares = 0;
        for (int step = end - frame.Window; step < end; step++)
            sum += series.Target(step, target);
        double mean = sum / frame.Window;
        for (int step = end - frame.Window; step < end; step++)
            squares += (series.Target(step, target) - mean) * (series.Target(step, target) - mean);
        return new WindowScale((float)mean, (float)Math.Max(LeastDeviation, Math.Sqrt(squares / frame.Window)));
    }

    /// <summary>A value as the network sees it.</summary>
    public float Apply(float value) => (value - Offset) / Scale;
}
