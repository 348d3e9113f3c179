using Unroll.Studies.Data;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>What a run of the sequences task is made from.</summary>
public sealed record SequencesConfiguration : RunConfiguration
{
    const string AddingName = "adding", CopyingName = "copying", ReversalName = "reversal", ParityName = "parity";
    const string LengthName = "length", SymbolsName = "symbols";
    const string CrossEntropy = "categorical_crossentropy", SquaredError = "mean_squared_error";

    /// <summary>The adding problem by one layer of 64 units.</summary>
    public SequencesConfiguration() => (Cell, Units, Loss, Batch, Epochs) = ("lstm", 64, SquaredError, 64, 20);

    /// <summary>The defaults of a problem.</summary>
    public static SequencesConfiguration For(string problem)
    {
        var configuration = new SequencesConfiguration { Problem = problem };
        configuration.SuitData();
        return configuration;
    }

    /// <summary>The names of the problems.</summary>
    public static IReadOnlyList<string> Problems => [AddingName, CopyingName, ReversalName, ParityName];

    /// <inheritdoc/>
    public override string Task => SequencesTask.Definition.Name;

    /// <summary>"adding", "copying", "reversal" or "parity".</summary>
    public string Problem { get; set; } = AddingName;

    /// <summary>Steps of a sequence; of the copying problem the blanks between symbols and answer.</summary>
    public int Length { get; set; } = 50;

    /// <summary>Symbols that the copying problem has to remember.</summary>
    public int Items { get; set; } = 4;

    /// <summary>Different symbols of the copying problem.</summary>
    public int Symbols { get; set; } = 8;

    /// <summary>Sequences to learn from.</summary>
    public int Samples { get; set; } = 10_000;

    /// <summary>Sequences to test on.</summary>
    public int TestSamples { get; set; } = 1_000;

    /// <summary>A problem counts as learned where its test loss is at most so much of a guesser's.</summary>
    public double LearnedShare { get; set; } = 0.1;

    /// <summary>None: the sequences are drawn.</summary>
    public override IReadOnlyList<string> DataNames => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Problem == AddingName ? ["loss"] : base.Metrics;

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        Text("problem", SettingKind.Name(Problems), () => Problem, value => Problem = value, string.Join(", ", Problems), SettingGroup.Data),
        Number(LengthName, SettingKind.Count(100_000), () => Length, value => Length = value,
            "steps of a sequence; of copying, the distance between symbols and answer", SettingGroup.Data),
        Number("items", SettingKind.Count(1_000), () => Items, value => Items = value, "symbols that copying remembers", SettingGroup.Data),
        Number(SymbolsName, SettingKind.Count(1_000), () => Symbols, value => Symbols = value, "different symbols of copying", SettingGroup.Data),
        Number("samples", SettingKind.Count(10_000_000), () => Samples, value => Samples = value, "sequences to learn from", SettingGroup.Data),
        Number("testSamples", SettingKind.Count(10_000_000), () => TestSamples, value => TestSamples = value, "sequences to test on", SettingGroup.Data),
        Number("learnedShare", SettingKind.Share<double>("a share", withZero: false), () => LearnedShare, value => LearnedShare = value,
            "the problem counts as learned where its test loss is at most this share of a guesser's"),
    ];

    /// <summary>The loss goes with the problem.</summary>
    public override void SuitData() => Loss = Problem == AddingName ? SquaredError : CrossEntropy;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Problem == AddingName && Length < AddingProblem.Least)
            throw new SettingException(LengthName, Length, $"the adding problem needs at least {AddingProblem.Least} steps for its two marks");
        if (Problem == CopyingName && Symbols < 2)
            throw new SettingException(SymbolsName, Symbols, "at least 2, or there is nothing to remember");
        if (Problem == AddingName && TaskLoss.IsCrossEntropy(Loss))
            throw new SettingException("loss", Loss, $"the adding problem asks for a number; use {SquaredError}");
    }

    /// <summary>The problem with its sizes.</summary>
    public SequenceProblem CreateProblem() => Problem switch
    {
        AddingName => new AddingProblem(Length),
        CopyingName => new CopyingProblem(Length, Items, Symbols),
        ReversalName => new ReversalProblem(Length),
        _ => new ParityProblem(Length),
    };

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(SequencesTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => SequencesTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
