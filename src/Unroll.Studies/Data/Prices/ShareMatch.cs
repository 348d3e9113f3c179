using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Prices;

/// <summary>Finds which file holds which share of a model, as people name files: AAPL.csv, "AAPL (1).csv", HistoricalData_123.csv.</summary>
static class ShareMatch
{
    /// <summary>Brings prices into the order of a model and gives them its names; a remark says where the name of a file is another.</summary>
    /// <param name="shares">The shares of the model.</param>
    /// <param name="histories">As many, in any order.</param>
    /// <param name="names">What the user says of which is which, as <see cref="ShareNames"/> reads it; null where shares were chosen, not matched.</param>
    /// <exception cref="InputException">It is not clear which is which.</exception>
    public static IReadOnlyList<PriceHistory> Order(
        IReadOnlyList<string> shares, IReadOnlyList<PriceHistory> histories, IReadOnlyDictionary<string, string>? names = null)
    {
        var left = histories.ToList();
        PriceHistory?[] found = new PriceHistory?[shares.Count];
        foreach ((string share, string name) in names ?? new Dictionary<string, string>())
            if (!histories.Any(history => IsCalled(history, name)))
                throw new InputException(
                    $"--share {(name == share ? share : $"{share}={name}")}: the data hold no such file or share; they give {Given(histories)}");
        Take(found, shares, left, (share, history) => names?.TryGetValue(share, out string? name) == true && IsCalled(history, name));
        PriceHistory?[] named = [.. found];
        Take(found, shares, left, (share, history) => history.Name == share);
        Take(found, shares, left, (share, history) => IsIn(share, history.Name));
        if (left.Count == 1 && found.Count(one => one is null) == 1)
            Take(found, shares, left, (_, _) => true);
        if (left.Count > 0 || found.Contains(null))
            throw new InputException(
                $"{(names is null ? "--share names" : "the model was trained on")} {string.Join(", ", shares)}; the files give {Given(histories)}: "
                + $"give one file a share, each named after its share, such as {shares[0]}.csv"
                + (names is null ? "" : $", or say which is which with --share {shares[0]}=FILE"));
        return [.. found.Select((history, place) => named[place] is { } said ? said with { Name = shares[place] } : Named(history!, shares[place]))];
    }

    static string Given(IReadOnlyList<PriceHistory> histories) => string.Join(", ", histories.Select(history => history.Name));

    static bool IsCalled(PriceHistory history, string name) =>
        string.Equals(history.Name, name, StringComparison.OrdinalIgnoreCase) || ShareNames.IsFile(history.File, name);

    /// <summary>Gives each share that has no history yet the only one that fits.</summary>
    static void Take(PriceHistory?[] found, IReadOnlyList<string> shares, List<PriceHistory> left, Func<string, PriceHistory, bool> fits)
    {
        for (int share = 0; share < found.Length; share++)
        {
            if (found[share] is not null || left.Where(history => fits(shares[share], history)).ToArray() is not [var only])
                continue;
            found[share] = only;
            left.Remove(only);
        }
    }

    static PriceHistory Named(PriceHistory history, string share) => history.Name == share
        ? history
        : history with { Name = share, Remarks = [$"taken from the file of {history.Name}", .. history.Remarks] };

    static bool IsIn(string share, string name) =>
        Regex.IsMatch(name, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(share)}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
