namespace Unroll.Reports.Charts;

/// <summary>Ticks at powers of ten; between them at 2 and 5 where there are few, and at equal steps where these are too few.</summary>
static class LogarithmicTicks
{
    const int Fewest = 3;

    /// <param name="least">The lower end, above 0.</param>
    /// <param name="most">The upper end.</param>
    /// <param name="count">About so many.</param>
    public static IReadOnlyList<Tick> Between(double least, double most, int count)
    {
        int first = (int)Math.Floor(Math.Log10(least)), last = (int)Math.Ceiling(Math.Log10(most)), decades = last - first;
        int stride = Math.Max(1, (int)Math.Ceiling(decades / (double)count));
        double[] factors = decades <= 3 ? [1, 2, 5] : [1];
        Tick[] ticks =
        [
            .. from decade in Enumerable.Range(first, decades + 1)
               where (decade - first) % stride == 0
               from factor in factors
               let value = factor * Math.Pow(10, decade)
               where value >= least * (1 - 1e-9) && value <= most * (1 + 1e-9)
               select new Tick(value, NumberText.Of(value)),
        ];
        return ticks.Length >= Fewest ? ticks : LinearTicks.Between(least, most, count);
    }
}
