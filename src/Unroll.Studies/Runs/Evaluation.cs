namespace Unroll.Studies.Runs;

/// <summary>What a model came to on data.</summary>
/// <param name="Figures">The figures, in the order in which they are shown.</param>
public sealed record Evaluation(IReadOnlyList<Figure> Figures)
{
    /// <summary>Tables behind the figures, as CSV by file name, for the run folder: predictions.csv, confusion.csv.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>The figures by their stable names.</summary>
    public IReadOnlyDictionary<string, double> ByName => Figures.ToDictionary(figure => figure.Key, figure => figure.Value);
}
