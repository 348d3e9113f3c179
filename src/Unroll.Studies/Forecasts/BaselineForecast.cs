namespace Unroll.Studies.Forecasts;

/// <summary>What a baseline forecasts of a test.</summary>
/// <param name="Name">Its name, one of <see cref="BaselineComparison.Names"/>.</param>
/// <param name="Values">The forecast of each value of the test.</param>
public sealed record BaselineForecast(string Name, double[] Values);
