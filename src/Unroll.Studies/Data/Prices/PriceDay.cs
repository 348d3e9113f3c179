namespace Unroll.Studies.Data.Prices;

/// <summary>One trading day of a share; prices in dollars a share.</summary>
/// <param name="Date">The day.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="AdjustedClose">The last price, corrected for later splits and dividends.</param>
/// <param name="Volume">How many shares changed hands.</param>
public readonly record struct PriceDay(DateOnly Date, double Open, double High, double Low, double Close, double AdjustedClose, double Volume);
