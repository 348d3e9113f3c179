using System.Text.Json.Serialization;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>insight.json of a run on sequences: where in them the answers are right, and some of them.</summary>
/// <param name="FirstStep">The step of the first answer that counts, from 1.</param>
/// <param name="RightByStep">The share of right answers at each step from there on; empty where a sequence has one answer.</param>
/// <param name="Examples">Sequences of the test: some right ones, some wrong ones.</param>
public sealed record SequenceInsight(int FirstStep, IReadOnlyList<double> RightByStep, IReadOnlyList<SequenceExample> Examples)
{
    const int MostOfAKind = 5;

    /// <summary>Looks at the answers to the sequences of a test.</summary>
    internal static SequenceInsight Look(TrainedModel model, SequenceProblem problem, ProblemSamples test, CancellationToken cancellationToken)
    {
        float[] outputs = ModelOutputs.Of(model, test.Count, test.Write, cancellationToken);
        int width = outputs.Length / test.Count;
        SequenceExample[] all = [.. Enumerable.Range(0, test.Count).Select(sample => test.Example(sample, outputs.AsSpan(sample * width, width)))];
        return new SequenceInsight(problem.FirstAnswer + 1, [.. test.RightByStep(outputs).Select(share => Math.Round(share, 4))],
            [.. all.Where(one => one.IsRight).Take(MostOfAKind), .. all.Where(one => !one.IsRight).Take(MostOfAKind)]);
    }

    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, SequenceInsightJson.Readable.SequenceInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static SequenceInsight Read(string path) => InsightFile.Read(path, SequenceInsightJson.Readable.SequenceInsight,
        insight => insight.Examples.All(example => example.Target.Count == example.Answer.Count));
}

[JsonSerializable(typeof(SequenceInsight))]
sealed partial class SequenceInsightJson : JsonSerializerContext
{
    public static SequenceInsightJson Readable { get; } = new(InsightFile.Options);
}
