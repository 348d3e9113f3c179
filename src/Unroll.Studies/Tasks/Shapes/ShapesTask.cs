using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>The shapes that recurrent networks have, each with the accuracy that it must reach (study E2).</summary>
public sealed class ShapesTask : TaskDefinition<ShapesConfiguration, ShapesData>
{
    ShapesTask()
        : base("shapes", "trains one of the shapes of recurrent network: one-to-one to many-to-many")
    {
    }

    /// <summary>The task.</summary>
    public static ShapesTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train shapes --shape reversal", "strings of digits written backwards"),
        ("unroll train shapes --shape one_to_many", "digits drawn from their labels, row by row"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets =>
        [("", new ShapesConfiguration()), ("one_to_many", ShapesConfiguration.For(ShapeKind.OneToMany) with { Shape = new ShapesConfiguration().Shape })];

    /// <inheritdoc/>
    protected internal override ShapesData Load(ShapesConfiguration configuration, RunMetadata? weights) => ShapesData.Load(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<ShapesData> Create(ShapesConfiguration configuration, ShapesData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ShapesModel(configuration, data.Size, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<ShapesData> Open(ShapesConfiguration configuration, RunMetadata metadata, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new ShapesModel(configuration, configuration.HasDigits ? PictureSize.Read(metadata) : null, setup);
    }
}
