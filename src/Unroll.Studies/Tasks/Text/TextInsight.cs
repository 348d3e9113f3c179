using System.Text.Json.Serialization;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Text;

/// <summary>insight.json of a text run: how sure the model was of each symbol of a passage, what its units follow, and how far back it looks.</summary>
/// <param name="Symbols">The passage.</param>
/// <param name="Probabilities">The probability that the model gave each symbol before it read it.</param>
/// <param name="Guesses">The likeliest symbols at each place.</param>
/// <param name="Units">Units of the last recurrent layer that follow something of the text.</param>
/// <param name="Reach">The size of the gradient of a prediction with respect to what was read at each distance from it, 0 first.</param>
public sealed record TextInsight(IReadOnlyList<string> Symbols, IReadOnlyList<double> Probabilities, IReadOnlyList<IReadOnlyList<SymbolGuess>> Guesses,
    IReadOnlyList<UnitTrace> Units, IReadOnlyList<double> Reach)
{
    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, TextInsightJson.Readable.TextInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TextInsight Read(string path) => InsightFile.Read(path, TextInsightJson.Readable.TextInsight, insight => insight.IsWhole);

    bool IsWhole => Probabilities.Count == Symbols.Count && Guesses.Count == Symbols.Count && Units.All(unit => unit.Values.Count == Symbols.Count);
}

/// <summary>A symbol that may follow.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Probability">Its probability.</param>
public sealed record SymbolGuess(string Symbol, double Probability);

/// <summary>A unit over a passage.</summary>
/// <param name="Unit">Its number in the last recurrent layer, from 0.</param>
/// <param name="Follows">What it follows: "quotation marks".</param>
/// <param name="Correlation">How closely, on the second half of the text, where it was not chosen.</param>
/// <param name="Values">Its activation at each symbol of the passage.</param>
public sealed record UnitTrace(int Unit, string Follows, double Correlation, IReadOnlyList<float> Values);

[JsonSerializable(typeof(TextInsight))]
sealed partial class TextInsightJson : JsonSerializerContext
{
    public static TextInsightJson Readable { get; } = new(InsightFile.Options);
}
