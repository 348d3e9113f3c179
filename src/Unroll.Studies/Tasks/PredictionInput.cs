namespace Unroll.Studies.Tasks;

/// <summary>From what a model is to predict.</summary>
/// <param name="Data">Files; empty for none.</param>
/// <param name="Text">A text; null for none.</param>
public sealed record PredictionInput(IReadOnlyList<string> Data, string? Text);
