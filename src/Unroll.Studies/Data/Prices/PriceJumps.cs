using System.Globalization;

namespace Unroll.Studies.Data.Prices;

/// <summary>Tells of days on which a share was split: the close falls by a half or more overnight, and no one has lost anything.</summary>
static class PriceJumps
{
    /// <summary>By what factor the close must change more than the adjusted close: splits are 3 for 2 and more, dividends less.</summary>
    const double LeastSplit = 1.3;

    /// <summary>By what factor the close must change where there is no other adjusted close.</summary>
    const double LeastJump = 1.9;

    public static void Inspect(IReadOnlyList<PriceDay> days, List<string> remarks)
    {
        bool isAdjusted = days.Any(day => day.AdjustedClose != day.Close);
        (int Day, double Change)[] jumps =
        [
            .. Enumerable.Range(1, Math.Max(0, days.Count - 1)).Select(day => (Day: day, Change: Change(days[day - 1], days[day], isAdjusted)))
                .Where(jump => Math.Max(jump.Change, 1 / jump.Change) >= (isAdjusted ? LeastSplit : LeastJump)),
        ];
        if (jumps.Length == 0)
            return;
        (int first, double change) = jumps[0];
        string what = string.Create(CultureInfo.InvariantCulture, $"Close goes from {days[first - 1].Close:G6} to {days[first].Close:G6}");
        string more = jumps.Length > 1 ? $", and on {Quantity.Text(jumps.Length - 1, "other day")}" : "";
        remarks.Add(isAdjusted
            ? $"{what} on {PriceCalendar.Text(days[first].Date)} while Adj Close does not{more}: a split; what is predicted is Close, so correct it for splits"
            : $"{what} on {PriceCalendar.Text(days[first].Date)}{more}: if that is a split, correct the prices for it");
    }

    static double Change(PriceDay before, PriceDay after, bool isAdjusted) => after.Close / before.Close
        * (isAdjusted ? before.AdjustedClose / after.AdjustedClose : 1);
}
