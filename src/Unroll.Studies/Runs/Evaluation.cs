using Unroll.Studies.Tables;

namespace Unroll.Studies.Runs;

/// <summary>What a model came to on data.</summary>
/// <param name="Figures">The figures, in the order in which they are shown.</param>
public sealed record Evaluation(IReadOnlyList<Figure> Figures)
{
    /// <summary>The tables from which the figures were computed, by file name in the run folder: predictions.csv, confusion.csv.</summary>
    public IReadOnlyDictionary<string, Table> Tables { get; init; } = new Dictionary<string, Table>();

    /// <summary>The figures by their stable names.</summary>
    public IReadOnlyDictionary<string, double> ByName => Figures.ToDictionary(figure => figure.Key, figure => figure.Value);
}
