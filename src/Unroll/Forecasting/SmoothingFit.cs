namespace Unroll.Forecasting;

/// <summary>Exponential smoothing fitted on a series.</summary>
/// <param name="Alpha">α: how much of an error goes into the level.</param>
/// <param name="Beta">β: how much of an error goes into the slope, at most α; 0 without a trend. Holt's own β is β/α.</param>
/// <param name="Phi">φ: what remains of the slope after a step; 1 where it is not damped.</param>
/// <param name="Level">The level after the last value.</param>
/// <param name="Slope">The slope after the last value.</param>
/// <param name="MeanSquaredError">The mean squared error of the forecasts of one step within the series, which the fit makes least.</param>
public sealed record SmoothingFit(double Alpha, double Beta, double Phi, double Level, double Slope, double MeanSquaredError);
