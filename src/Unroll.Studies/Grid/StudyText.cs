namespace Unroll.Studies.Grid;

/// <summary>A table of each training that a report shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="File">The file in the run folder: "continuations.csv".</param>
/// <param name="Form">How it is shown.</param>
public sealed record StudyText(string Title, string File, TextForm Form = TextForm.Table);
