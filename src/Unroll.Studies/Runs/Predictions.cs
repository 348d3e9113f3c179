using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>The predictions of a model.</summary>
/// <param name="Table">One row per prediction; the columns are named in camelCase.</param>
/// <param name="Remarks">What a reader should know of them, one line each.</param>
public sealed record Predictions(Table Table, IReadOnlyList<string> Remarks)
{
    /// <summary>Whether they come from generated data.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>What is shown instead of the table where not every prediction is asked for; null where the table is short.</summary>
    public PredictionSummary? Summary { get; init; }
}
