namespace Unroll.Studies.Grid;

/// <summary>A table of what the source of a study states of the values of an axis.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The cells by the values' names, one for each column.</param>
public sealed record StudyFacts(string Title, string Axis, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, IReadOnlyList<string>> Rows)
{
    /// <summary>The facts of the values that other axes still have.</summary>
    internal StudyFacts In(IReadOnlyList<StudyAxis> axes) => this with
    {
        Rows = Rows.Where(row => axes.First(axis => axis.Name == Axis).Values.Any(value => value.Name == row.Key)).ToDictionary(),
    };
}
