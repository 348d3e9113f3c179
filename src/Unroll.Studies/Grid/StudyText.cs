namespace Unroll.Studies.Grid;

/// <summary>A table of each training that a report shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="File">The file in the run folder: "continuations.csv".</param>
/// <param name="IsHeatMap">Whether it is a matrix, drawn for each cell: a text that names the row, then numbers.</param>
public sealed record StudyText(string Title, string File, bool IsHeatMap = false);
