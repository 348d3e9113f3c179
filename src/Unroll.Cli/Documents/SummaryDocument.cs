using Unroll.Models;

namespace Unroll.Cli.Documents;

/// <summary>unroll summary --json.</summary>
sealed record SummaryDocument(IReadOnlyList<SummaryDocument.Layer> Layers, long Parameters, long TrainableParameters)
{
    public static SummaryDocument From(ModelSummary summary) => new(
        [.. summary.Rows.Select(row => new Layer(row.Name, row.Type, row.OutputShape, row.Parameters))], summary.Parameters, summary.TrainableParameters);

    internal sealed record Layer(string Name, string Type, string OutputShape, long Parameters);
}
