namespace Unroll.Studies.Data.Csv;

/// <summary>A line of a table.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Cells">Its cells, without space around them.</param>
readonly record struct TableRow(long Line, string[] Cells)
{
    /// <summary>Whether no cell holds anything.</summary>
    public bool IsBlank => Array.TrueForAll(Cells, cell => cell.Length == 0);
}

/// <summary>A cell that knows where it stands, so that a mistake in it can be found.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Text">What it holds.</param>
readonly record struct TableCell(string Path, long Line, string Column, string Text)
{
    const int LongestShown = 40;

    static readonly HashSet<string> s_missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "nan", "null", "none", "nil", "na", "n/a", "#n/a", "#na", "<na>", "nat", "-", "--", "–", "—", ".", "?",
    };

    /// <summary>Whether there is no value here, in any of the ways in which programs write that.</summary>
    public bool IsMissing => IsMissingText(Text);

    /// <summary>The text within quotation marks, shortened, on one line.</summary>
    public string Shown => $"'{(Text.Length > LongestShown ? Text[..LongestShown] + "…" : Text).ReplaceLineEndings(" ")}'";

    /// <summary>The text and its place, for a message that names several cells.</summary>
    public string InPlace => $"{Shown} (line {Line}, column {Column})";

    /// <summary>Whether a text says that there is no value.</summary>
    public static bool IsMissingText(string text) => s_missing.Contains(text);

    /// <summary>A complaint about the cell.</summary>
    /// <param name="what">What is wrong and what would be right, after the cell's text.</param>
    public InputException Wrong(string what) => new($"{Path}: line {Line}, column {Column}: {Shown} {what}");
}
