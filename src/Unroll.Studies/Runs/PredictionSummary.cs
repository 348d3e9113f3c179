using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>Many predictions, summed up.</summary>
/// <param name="Single">The predictions that are not summed up; the columns of the whole table.</param>
/// <param name="Sums">What the others come to.</param>
public sealed record PredictionSummary(Table Single, Table Sums);
