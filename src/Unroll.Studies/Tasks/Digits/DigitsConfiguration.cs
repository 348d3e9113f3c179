using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the digits task: pictures of digits, read row by row (study E).</summary>
public sealed record DigitsConfiguration : RunConfiguration
{
    /// <summary>Study E's: one SimpleRNN of 256 units with dropout 0.2 on its inputs, gradient descent, 20 epochs.</summary>
    public DigitsConfiguration() => (Cell, Units, InputDropout, Optimizer, Batch, Epochs) = ("simple_rnn", 256, 0.2f, "sgd", 128, 20);

    /// <inheritdoc/>
    public override string Task => "digits";

    /// <summary>"mnist", "synthetic", or a folder with the four files of MNIST.</summary>
    public string Data { get; set; } = "mnist";

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Digits;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override TaskData Load() => new DigitsData(this, DigitData.Load(Data));

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers)
    {
        (int rows, int columns) = DigitsRun.ReadSize(metadata, path);
        return new DigitsRun(this, rows, columns, steps: 1, workers);
    }
}
