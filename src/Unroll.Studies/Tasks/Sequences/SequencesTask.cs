using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>A problem whose sequences are drawn by a rule, to see over what distance a cell remembers (study D5).</summary>
public sealed class SequencesTask : TaskDefinition<SequencesConfiguration, SequencesData>
{
    SequencesTask()
        : base("sequences", "trains a model on a problem that shows over what distance a cell remembers")
    {
    }

    /// <summary>The task.</summary>
    public static SequencesTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train sequences --length 100 --cell gru", "adds two marked numbers of a hundred"),
        ("unroll train sequences --problem copying --length 30", "four symbols brought back after thirty steps"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets =>
        [("", new SequencesConfiguration()),
            ("others", SequencesConfiguration.For(SequencesConfiguration.Problems[^1]) with { Problem = new SequencesConfiguration().Problem })];

    /// <inheritdoc/>
    protected internal override SequencesData Load(SequencesConfiguration configuration, RunMetadata? weights) => new(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<SequencesData> Create(SequencesConfiguration configuration, SequencesData data, ModelSetup setup) =>
        new SequencesModel(configuration, setup);

    /// <inheritdoc/>
    protected internal override TrainedModel<SequencesData> Open(SequencesConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new SequencesModel(configuration, setup);
}
