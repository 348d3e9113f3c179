namespace Unroll.Reports.Charts;

/// <summary>Ticks at round numbers: steps of 1, 2 or 5 times a power of ten.</summary>
static class LinearTicks
{
    /// <param name="least">The lower end.</param>
    /// <param name="most">The upper end, above the lower one.</param>
    /// <param name="count">At most so many steps.</param>
    /// <param name="leastStep">The smallest step.</param>
    public static IReadOnlyList<Tick> Between(double least, double most, int count, double leastStep = 0) =>
        Every(Math.Max(leastStep, Step(least, most, count)), least, most);

    /// <summary>Ticks a step apart.</summary>
    public static IReadOnlyList<Tick> Every(double step, double least, double most)
    {
        var ticks = new List<Tick>();
        double first = Math.Ceiling((least / step) - 1e-9);
        for (int i = 0; (first + i) * step <= most + (step * 1e-9); i++)
            ticks.Add(new Tick((first + i) * step, NumberText.OnAxis((first + i) * step, step)));
        return ticks;
    }

    /// <summary>The smallest round step that cuts a range into at most so many parts.</summary>
    public static double Step(double least, double most, int count)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10((most - least) / count)));
        return power * new double[] { 1, 2, 5, 10 }.First(factor => power * factor * count >= (most - least) * (1 - 1e-12));
    }
}
