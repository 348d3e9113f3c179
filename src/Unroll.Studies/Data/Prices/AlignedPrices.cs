using Unroll.Forecasting;

namespace Unroll.Studies.Data.Prices;

/// <summary>Several shares on the days that all of them have: a table of features, a row a day.</summary>
public sealed class AlignedPrices
{
    /// <summary>Features of a share, in this order: open, high, low, close, adjusted close, volume.</summary>
    public const int FeaturesOfAShare = 6;

    const int CloseFeature = 3;

    static readonly string[] s_featureNames = ["open", "high", "low", "close", "adjustedClose", "volume"];

    readonly double[] _values;

    AlignedPrices(IReadOnlyList<PriceHistory> shares, DateOnly[] dates, double[] values, IReadOnlyList<string> remarks)
    {
        (_values, Dates, Remarks) = (values, dates, remarks);
        Shares = [.. shares.Select(share => share.Name)];
        IsSynthetic = shares.Any(share => share.IsSynthetic);
        Description = string.Join("; ", shares.Select(share => share.Description));
        Features = [.. Shares.SelectMany(share => s_featureNames.Select(feature => NameOf(share, feature)))];
        CloseColumns = [.. Enumerable.Range(0, Shares.Count).Select(share => (share * FeaturesOfAShare) + CloseFeature)];
    }

    /// <summary>The names of the shares, in the order given.</summary>
    public IReadOnlyList<string> Shares { get; }

    /// <summary>Where the prices come from, in one line.</summary>
    public string Description { get; }

    /// <summary>Whether the program drew any of the prices.</summary>
    public bool IsSynthetic { get; }

    /// <summary>The names of the columns: six a share, "AAPL open" … "AAPL volume".</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>The days, oldest first.</summary>
    public IReadOnlyList<DateOnly> Dates { get; }

    /// <summary>The columns of the closing prices, one a share.</summary>
    public int[] CloseColumns { get; }

    /// <summary>The remarks on every share, with its name, and how many days were not common to all.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The table, [day, feature], in dollars a share and in shares.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The features of one day.</summary>
    public ReadOnlySpan<double> Day(int day) => _values.AsSpan(day * Features.Count, Features.Count);

    /// <summary>The closing price of a share on a day, in dollars.</summary>
    public double Close(int day, int share) => Day(day)[CloseColumns[share]];

    /// <summary>The name of the column that holds the closes of a share.</summary>
    public static string CloseOf(string share) => NameOf(share, s_featureNames[CloseFeature]);

    /// <summary>The prices as one series, a column a feature. Its steps are the days that all shares have: a day without trade is none.</summary>
    public Series ToSeries()
    {
        var series = new Series(string.Join(", ", Shares));
        foreach ((int feature, string name) in Features.Index())
            series = series.With(name, [.. Enumerable.Range(0, Dates.Count).Select(day => Day(day)[feature])]);
        return series;
    }

    /// <summary>Joins shares by date: a day counts when every share has it.</summary>
    /// <param name="shares">At least one; no two of the same name.</param>
    /// <exception cref="InputException">Two shares have the same name, or they have no day in common.</exception>
    public static AlignedPrices Join(params IReadOnlyList<PriceHistory> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfZero(shares.Count, nameof(shares));
        if (shares.GroupBy(share => share.Name).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new InputException(
                $"two files are of a share called {same.Key}: {string.Join(" and ", same.Select(share => share.Description))}; rename one, or name it once");

        Dictionary<DateOnly, PriceDay>[] tables = [.. shares.Select(share => share.Days.ToDictionary(day => day.Date))];
        DateOnly[] dates = [.. shares[0].Days.Select(day => day.Date).Where(date => tables.All(table => table.ContainsKey(date)))];
        if (dates.Length == 0)
            throw new InputException($"{string.Join(", ", shares.Select(Span))}: they have no day in common; give shares of the same years");

        var remarks = shares.SelectMany(share => share.Remarks.Select(remark => $"{share.Name}: {remark}")).ToList();
        remarks.AddRange(shares.Where(share => share.Days.Count > dates.Length)
            .Select(share => $"{share.Name}: {share.Days.Count - dates.Length} of {share.Days.Count} days left out, which not every share has"));
        return new AlignedPrices(shares, dates, [.. dates.SelectMany(date => tables.SelectMany(table => Row(table[date])))], remarks);
    }

    static string NameOf(string share, string feature) => $"{share} {feature}";

    static double[] Row(PriceDay day) => [day.Open, day.High, day.Low, day.Close, day.AdjustedClose, day.Volume];

    static string Span(PriceHistory share) => $"{share.Name} ({PriceCalendar.Text(share.Days[0].Date)} to {PriceCalendar.Text(share.Days[^1].Date)})";
}
