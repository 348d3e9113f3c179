namespace Unroll.Reports.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Text">What is written there.</param>
readonly record struct Tick(double Value, string Text);
