namespace Unroll.Studies.Grid;

/// <summary>A plot of a report.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What runs along the horizontal.</param>
/// <param name="Metric">What is plotted, upwards.</param>
/// <param name="X">The axis along the horizontal; empty for the epochs of a history.</param>
/// <param name="Series">The axis whose values are lines of their own; empty for one line a cell.</param>
/// <param name="IsLogarithmic">Whether the vertical is logarithmic.</param>
public sealed record StudyPlot(string Title, PlotKind Kind, string Metric, string X, string Series, bool IsLogarithmic);
