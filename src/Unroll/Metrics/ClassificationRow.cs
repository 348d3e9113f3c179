namespace Unroll.Metrics;

/// <summary>A line of a classification report.</summary>
/// <param name="Label">The class, or "macro avg", "weighted avg".</param>
/// <param name="Precision">Of the rows predicted as the class the share that are of it.</param>
/// <param name="Recall">Of the rows of the class the share predicted as it.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Support">The rows of the class.</param>
public readonly record struct ClassificationRow(string Label, double Precision, double Recall, double F1, double Support);
