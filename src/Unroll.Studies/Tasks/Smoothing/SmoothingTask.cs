using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>Many series at once by exponential smoothing in a network (Smyl, 2020), scored as the M4 competition did (studies G1 and G2).</summary>
public sealed class SmoothingTask : TaskDefinition<SmoothingConfiguration, SmoothingData>
{
    SmoothingTask()
        : base("smoothing", "trains exponential smoothing in a network on many series, with intervals (Smyl, 2020)")
    {
    }

    /// <summary>The task.</summary>
    public static SmoothingTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train smoothing --data m4-weekly --horizon 13 --window 104 --epochs 20", "the weekly series of the M4 competition, by one network"),
        ("unroll train smoothing --data shops.csv --series shop --target sold --horizon 14 --seasons 7 --calibration-origins 1",
            "two weeks of many shops, with calibrated intervals"),
    ];

    /// <inheritdoc/>
    protected internal override SmoothingData Load(SmoothingConfiguration configuration, RunMetadata? weights) => SmoothingData.Load(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<SmoothingData> Create(SmoothingConfiguration configuration, SmoothingData data, ModelSetup setup) =>
        SmoothingModel.Begin(configuration, data, setup);

    /// <inheritdoc/>
    protected internal override TrainedModel<SmoothingData> Open(SmoothingConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new SmoothingModel(configuration, LearnedSeries.Read(metadata), setup);
}
