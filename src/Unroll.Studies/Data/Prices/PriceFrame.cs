using Unroll.Forecasting;

namespace Unroll.Studies.Data.Prices;

/// <summary>What a forecaster of prices reads and forecasts: from all features of a window the closes of the next day.</summary>
static class PriceFrame
{
    /// <summary>The frame of some shares.</summary>
    /// <param name="prices">The shares.</param>
    /// <param name="window">Days of a window.</param>
    /// <param name="scaling">How features are scaled.</param>
    public static ForecastFrame Of(AlignedPrices prices, int window, SeriesScaling scaling)
    {
        string[] closes = [.. prices.Shares.Select(AlignedPrices.CloseOf)];
        return new ForecastFrame(window, Horizon: 1) { Targets = closes, Past = [.. prices.Features.Except(closes)], Scaling = scaling };
    }

    /// <summary>The shares of a frame, in its order; null where it is none of prices.</summary>
    public static IReadOnlyList<string>? Shares(ForecastFrame frame)
    {
        string close = AlignedPrices.CloseOf("");
        return frame.Horizon == 1 && frame.Targets.All(target => target.Length > close.Length && target.EndsWith(close, StringComparison.Ordinal))
            ? [.. frame.Targets.Select(target => target[..^close.Length])]
            : null;
    }
}
