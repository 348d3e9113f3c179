using Unroll.Randomness;

namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Prices that no market made, for trying things out where no real ones are at hand: a geometric random walk, closeₜ = closeₜ₋₁ · (1 + drift + volatility ·
/// normal).
/// By its nature tomorrow cannot be told from it, so no model should beat the naive forecast.
/// </summary>
public static class SyntheticPrices
{
    /// <summary>What the user writes to ask for them, and what their names begin with.</summary>
    public const string Name = "synthetic";

    const double Drift = 0.0005;
    const double Volatility = 0.015;
    const double FirstPrice = 100;
    const double MeanVolume = 1e6;

    /// <summary>The largest step of a day, in which a normal number is cut off: a price stays above 0.</summary>
    const double LargestStep = 0.2;

    static readonly DateOnly s_firstDay = new(2010, 1, 4);

    /// <summary>Draws histories called synthetic-1, synthetic-2 …, on the same weekdays.</summary>
    /// <param name="shares">How many shares.</param>
    /// <param name="days">Days of each; the studies' years have 2,264.</param>
    /// <param name="seed">The same seed gives the same prices everywhere.</param>
    public static IReadOnlyList<PriceHistory> Create(int shares = 2, int days = 2264, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return [.. Enumerable.Range(0, shares).Select(share => Share(share, days, seed))];
    }

    static PriceHistory Share(int share, int days, long seed)
    {
        var random = new RandomStream(RandomKey.FromSeed(seed).Derive((ulong)share));
        var history = new PriceDay[days];
        double close = FirstPrice;
        DateOnly date = s_firstDay;
        for (int day = 0; day < days; day++)
        {
            double open = close * (1 + Step(random, Volatility / 4));
            close *= 1 + Drift + Step(random, Volatility);
            double high = Math.Max(open, close) * (1 + Math.Abs(Step(random, Volatility / 3)));
            double low = Math.Min(open, close) * (1 - Math.Abs(Step(random, Volatility / 3)));
            double volume = Math.Round(MeanVolume * (1 + (2 * Step(random, 1 / 8.0))));
            history[day] = new PriceDay(date, open, high, low, close, close, volume);
            date = date.AddDays(date.DayOfWeek == DayOfWeek.Friday ? 3 : 1);
        }

        return new PriceHistory($"{Name}-{share + 1}", $"{Name} prices: a geometric random walk, seed {seed}", history,
            ["drawn by a random walk, no market's prices"])
        { IsSynthetic = true };
    }

    static double Step(RandomStream random, double size) => Math.Clamp(size * random.NextNormal(), -LargestStep, LargestStep);
}
