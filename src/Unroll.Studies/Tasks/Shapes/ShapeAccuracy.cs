using Unroll.Metrics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>The accuracy of a shape on its test part.</summary>
/// <param name="Value">The share that is right.</param>
/// <param name="Confusion">How often each class was read as which; null where nothing is classified.</param>
sealed record ShapeAccuracy(double Value, ConfusionMatrix? Confusion)
{
    /// <summary>The tables that it comes from, by file name in the run folder.</summary>
    public IReadOnlyDictionary<string, Table> Tables { get; init; } = new Dictionary<string, Table>();
}
