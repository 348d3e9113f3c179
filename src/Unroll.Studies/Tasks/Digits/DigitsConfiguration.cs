using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>What a run of the digits task is made from.</summary>
public sealed record DigitsConfiguration : RunConfiguration
{
    /// <summary>Study E's: one SimpleRNN of 256 units with dropout 0.2 on its inputs, gradient descent, 20 epochs.</summary>
    public DigitsConfiguration() => (Cell, Units, InputDropout, Optimizer, Batch, Epochs) = ("simple_rnn", 256, 0.2f, "sgd", 128, 20);

    /// <inheritdoc/>
    public override string Task => DigitsTask.Definition.Name;

    /// <summary>"mnist", "synthetic", or a folder with the four files of MNIST.</summary>
    public string Data { get; set; } = "mnist";

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Digits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [.. DigitData.Locate(Data).Select(FileIdentity.Of)];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        Text("data", SettingKind.Text("NAME|FOLDER"), () => Data, value => Data = value,
            "the digits: mnist (is downloaded), synthetic (seven segments drawn by unroll), or a folder with the four files of MNIST", SettingGroup.Data),
    ];

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(DigitsTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => DigitsTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
