using System.Globalization;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Text;

/// <summary>The text that a run was made from, beside another text that its model is measured on.</summary>
/// <param name="Text">The run's own text.</param>
/// <param name="IsBeginning">Whether the other text begins with it: it is a copy, or has grown from it.</param>
sealed record LearnedText(string Text, bool IsBeginning)
{
    /// <summary>A smaller share of known passages is not worth a word.</summary>
    const double LeastShare = 0.01;

    /// <summary>
    /// Finds it in the beginning of the other text, which its checksum proves, or else where it was, unchanged; null where it is at neither place.
    /// </summary>
    /// <param name="run">What the run was made from.</param>
    /// <param name="encoding">The character set of its text, as the setting has it.</param>
    /// <param name="other">The other text.</param>
    public static LearnedText? Find(RunConfiguration run, string encoding, string other)
    {
        if (run.DataFiles is not [var own])
            return null;
        if (TextCorpus.ReadBeginning(other, own, encoding) is { } beginning)
            return new LearnedText(beginning, IsBeginning: true);
        try
        {
            return FileChange.Describe(run.DataFiles, run.IdentifyData()) is null
                ? new LearnedText(TextCorpus.Read(run.DataNames[0], encoding).Text, IsBeginning: false)
                : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>What to say of another text of which passages were learned; null where these are few.</summary>
    /// <param name="name">The other text.</param>
    /// <param name="learned">The symbols that were learned.</param>
    /// <param name="other">Those that are measured.</param>
    /// <param name="unit">What the symbols are: "characters".</param>
    public static string? Describe(string name, ReadOnlySpan<int> learned, ReadOnlySpan<int> other, string unit) =>
        Passages.Share(learned, other) is >= LeastShare and var share
            ? string.Create(CultureInfo.InvariantCulture,
                $"{name}: the model has learned {100 * share:0.#} % of its passages of {Passages.Length} {unit}; the metrics count them and flatter")
            : null;
}
