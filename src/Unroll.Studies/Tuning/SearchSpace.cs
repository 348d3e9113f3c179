using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>All that a tuning may try: a range for each setting that it varies. A point is a value of each, in their order.</summary>
/// <param name="Ranges">The ranges.</param>
public sealed record SearchSpace(IReadOnlyList<SettingRange> Ranges)
{
    /// <summary>How many points there are; null where they are not counted.</summary>
    public long? Count { get; } = Product(Ranges);

    /// <summary>A point at random.</summary>
    internal double[] Draw(RandomStream random) => [.. Ranges.Select(range => range.Draw(random))];

    /// <summary>The points one after another, the last setting running fastest; only where they are counted.</summary>
    internal IEnumerable<double[]> All()
    {
        IEnumerable<double[]> points = [[]];
        foreach (SettingRange range in Ranges)
            points = points.SelectMany(point => Values(range).Select(value => (double[])[.. point, value]));
        return points;
    }

    static IEnumerable<double> Values(SettingRange range)
    {
        for (long place = 0; place < range.Count; place++)
            yield return range.At(place);
    }

    static long? Product(IReadOnlyList<SettingRange> ranges)
    {
        double product = 1;
        foreach (SettingRange range in ranges)
            product *= range.Count ?? double.PositiveInfinity;
        return product < 1e15 ? (long)product : null;
    }
}
