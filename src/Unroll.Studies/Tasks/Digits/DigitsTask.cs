using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>Pictures of digits, read row by row (study E).</summary>
public sealed class DigitsTask : TaskDefinition<DigitsConfiguration, DigitsData>
{
    DigitsTask()
        : base("digits", "trains a model that reads pictures of digits row by row")
    {
    }

    /// <summary>The task.</summary>
    public static DigitsTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train digits --epochs 5", "on the MNIST digits"),
        ("unroll train digits --data synthetic --epochs 5", "on digits that unroll draws, far easier ones"),
    ];

    /// <inheritdoc/>
    protected internal override DigitsData Load(DigitsConfiguration configuration, RunMetadata? weights)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new DigitsData(configuration, DigitData.Load(configuration.Data));
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<DigitsData> Create(DigitsConfiguration configuration, DigitsData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DigitsModel(configuration, data.Size, data.Drawing, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<DigitsData> Open(DigitsConfiguration configuration, RunMetadata metadata, ModelSetup setup)
    {
        var size = PictureSize.Read(metadata);
        return new DigitsModel(configuration, size, DrawingMetadata.Read(metadata, size), setup);
    }
}
