using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Problems;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the sequences task: a problem whose sequences are drawn by a rule, to see over what distance a cell remembers (study D5).</summary>
public sealed record SequencesConfiguration : RunConfiguration
{
    const string AddingName = "adding", CopyingName = "copying", ReversalName = "reversal", ParityName = "parity";
    const string CrossEntropy = "categorical_crossentropy", SquaredError = "mean_squared_error";

    /// <summary>The adding problem by one layer of 64 units.</summary>
    public SequencesConfiguration() => (Cell, Units, Loss, Batch, Epochs) = ("lstm", 64, SquaredError, 64, 20);

    /// <summary>The defaults of a problem: the loss goes with it.</summary>
    public static SequencesConfiguration For(string problem) => new() { Problem = problem, Loss = problem == AddingName ? SquaredError : CrossEntropy };

    /// <summary>The names of the problems.</summary>
    [JsonIgnore]
    public static IReadOnlyList<string> Problems => [AddingName, CopyingName, ReversalName, ParityName];

    /// <inheritdoc/>
    public override string Task => "sequences";

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

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Text;

    /// <summary>None: the sequences are drawn.</summary>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Figures => Problem == AddingName ? ["loss"] : base.Figures;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Known("--problem", Problem, Problems);
        ConfigurationCheck.Within("--length", Length, 100_000);
        ConfigurationCheck.Within("--items", Items, 1_000);
        ConfigurationCheck.Within("--symbols", Symbols, 1_000);
        ConfigurationCheck.Within("--samples", Samples, 10_000_000);
        ConfigurationCheck.Within("--test-samples", TestSamples, 10_000_000);
        if (Problem == AddingName && Length < AddingProblem.Least)
            throw new InputException($"--length {Length}: the adding problem needs at least {AddingProblem.Least} steps for its two marks");
        if (Problem == CopyingName && Symbols < 2)
            throw new InputException($"--symbols {Symbols}: at least 2, or there is nothing to remember");
        if (Problem == AddingName && TaskLoss.IsCrossEntropy(Loss))
            throw new InputException($"--loss {Loss}: the adding problem asks for a number; use {SquaredError}");
        if (LearnedShare is not (> 0 and < 1))
            throw new InputException($"--learned-share {LearnedShare}: a share lies between 0 and 1, both excluded");
    }

    /// <inheritdoc/>
    public override TaskData Load() => new SequencesData(this, CreateProblem());

    /// <summary>The problem with its sizes.</summary>
    public SequenceProblem CreateProblem() => Problem switch
    {
        AddingName => new AddingProblem(Length),
        CopyingName => new CopyingProblem(Length, Items, Symbols),
        ReversalName => new ReversalProblem(Length),
        _ => new ParityProblem(Length),
    };

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers) => new SequencesRun(this, CreateProblem(), steps: 1, workers);
}
