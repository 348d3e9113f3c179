using System.CommandLine;
using System.Globalization;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train sequences.</summary>
sealed class SequencesOptions() : TaskOptions(("", new SequencesConfiguration()), ("others", SequencesConfiguration.For("copying")))
{
    static readonly SequencesConfiguration s_default = new();

    readonly Option<string?> _problem = CommonOptions.Text("--problem", "NAME", $"{string.Join(", ", SequencesConfiguration.Problems)} [{s_default.Problem}]");
    readonly Option<int?> _length = Numbers.Whole("--length", $"steps of a sequence; of copying, the distance between symbols and answer [{s_default.Length}]");
    readonly Option<int?> _items = Numbers.Whole("--items", $"symbols that copying remembers [{s_default.Items}]");
    readonly Option<int?> _symbols = Numbers.Whole("--symbols", $"different symbols of copying [{s_default.Symbols}]");
    readonly Option<int?> _samples = Numbers.Whole("--samples", $"sequences to learn from [{s_default.Samples}]");
    readonly Option<int?> _testSamples = Numbers.Whole("--test-samples", $"sequences to test on [{s_default.TestSamples}]");

    readonly Option<float?> _learnedShare = Numbers.Real("--learned-share",
        string.Create(CultureInfo.InvariantCulture, $"the problem counts as learned where its test loss is so much of a guesser's [{s_default.LearnedShare}]"));

    public override string Description => "trains a model on a problem that shows over what distance a cell remembers";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train sequences --length 100 --cell gru", "adds two marked numbers of a hundred"),
        ("unroll train sequences --problem copying --length 30", "four symbols brought back after thirty steps"),
    ];

    protected override Option[] DataOptions => [_problem, _length, _items, _symbols, _samples, _testSamples];

    protected override Option[] TrainingOptions => [_learnedShare];

    protected override RunConfiguration Start(ParseResult parsed) => parsed.GetValue(_problem) is { } problem ? SequencesConfiguration.For(problem) : new SequencesConfiguration();

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var sequences = (SequencesConfiguration)start;
        return sequences with
        {
            Problem = parsed.GetValue(_problem) ?? sequences.Problem,
            Length = parsed.GetValue(_length) ?? sequences.Length,
            Items = parsed.GetValue(_items) ?? sequences.Items,
            Symbols = parsed.GetValue(_symbols) ?? sequences.Symbols,
            Samples = parsed.GetValue(_samples) ?? sequences.Samples,
            TestSamples = parsed.GetValue(_testSamples) ?? sequences.TestSamples,
            LearnedShare = parsed.GetValue(_learnedShare) is { } share ? Math.Round(share, 6) : sequences.LearnedShare,
        };
    }
}
