namespace Unroll.Studies.Runs;

/// <summary>What a model predicts, a row a prediction.</summary>
/// <param name="Columns">The names of the columns, in camelCase.</param>
/// <param name="Rows">A cell a column: a text, or a number as double or int.</param>
/// <param name="Remarks">What a reader should know of them, a line each.</param>
public sealed record PredictionTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows, IReadOnlyList<string> Remarks)
{
    /// <summary>Whether they come from data that the program made up.</summary>
    public bool IsSynthetic { get; init; }
}
