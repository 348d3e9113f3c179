using Unroll.Checkpoints;
using Unroll.Persistence;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Saves the run while it trains: Keras' ModelCheckpoint. By default after every epoch; a run can go on from what it saves, and what was best survives a
/// resumed run.
/// </summary>
/// <param name="path">
/// Where to; folders are made. <c>{epoch}</c> (from 1), <c>{batch}</c> (from 1, with <see cref="SaveFrequency"/>) and figures such as <c>{val_loss}</c> are
/// filled
/// in, with Python's formats: <c>{epoch:02d}-{val_loss:.2f}.safetensors</c>.
/// </param>
public sealed class ModelCheckpoint(string path) : MonitorCallback
{
    string? _due;
    string? _message;

    /// <summary>Whether to save only when the figure improves.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>Whether to save the weights alone, from which no run can go on.</summary>
    public bool SaveWeightsOnly { get; init; }

    /// <summary>
    /// Saves after every so many steps instead of after epochs; null for epochs. The figures are then those of the epoch so far, without validation.
    /// </summary>
    public int? SaveFrequency { get; init; }

    /// <summary>What the figure must be better than for the first save of the best; null for nothing.</summary>
    public double? InitialValueThreshold { get; init; }

    /// <summary>What the files carry beside the run's state.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written; the message names the path.</exception>
    /// <exception cref="ArgumentException">Nobody knows which way the watched figure gets better.</exception>
    /// <exception cref="InvalidOperationException">The value of the watched metric is not there when it would be needed.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (SaveBestOnly)
            base.OnTrainBegin(trainer);
        if (SaveFrequency is { } frequency)
            ArgumentOutOfRangeException.ThrowIfLessThan(frequency, 1, nameof(SaveFrequency));
        if (SaveFrequency is not null && SaveBestOnly && IsOfValidation(Monitor))
            throw new InvalidOperationException(
                $"ModelCheckpoint watches '{Monitor}', which there is after epochs only; watch 'loss', or leave SaveFrequency out.");
        string folder = Path.GetDirectoryName(path) ?? "";
        if (!folder.Contains('{', StringComparison.Ordinal))
            OutputFile.Check(nameof(ModelCheckpoint), path);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (SaveFrequency is not { } frequency || trainer.Step % frequency != 0)
            return;
        var values = new Dictionary<string, double>();
        trainer.RunningMetrics.WriteTo(values, "");
        Decide(trainer.Epoch + 1, values, trainer.Batch);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        if (SaveFrequency is null)
            Decide(epoch.Epoch, epoch.Values, batch: null);
    }

    /// <inheritdoc/>
    public override void OnSave(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (_message is null)
            return;
        Output?.WriteLine(_message);
        _message = null;
        if (_due is { } due)
            Write(due, trainer);
        _due = null;
    }

    /// <inheritdoc/>
    public override string SaveState() => CallbackState.Write(("best", Best));

    /// <inheritdoc/>
    public override void RestoreState(string state) => Best = CallbackState.Read(state, "best");

    private protected override void Reset() => Best = InitialValueThreshold ?? double.NaN;

    /// <summary>What is to be saved and said once all callbacks have dealt with the epoch or step.</summary>
    void Decide(int epoch, IReadOnlyDictionary<string, double> values, int? batch)
    {
        string file = FileNameTemplate.Fill(path, Fields(epoch, values, batch));
        if (!SaveBestOnly)
        {
            (_due, _message) = (file, $"Epoch {epoch}: saving model to {file}");
            return;
        }

        double value = Watched(values);
        bool improved = IsImprovement(value, Best);
        _due = improved ? file : null;
        _message = improved
            ? $"Epoch {epoch}: {Monitor} improved from {Five(Best)} to {Five(value)}, saving model to {file}"
            : $"Epoch {epoch}: {Monitor} did not improve from {Five(Best)}";
        if (improved)
            Best = value;
    }

    static Dictionary<string, double> Fields(int epoch, IReadOnlyDictionary<string, double> values, int? batch)
    {
        var fields = new Dictionary<string, double> { ["epoch"] = epoch };
        if (batch is { } number)
            fields["batch"] = number;
        foreach ((string name, double value) in values)
            fields[name] = value;
        return fields;
    }

    void Write(string target, Trainer trainer) => OutputFile.Write(nameof(ModelCheckpoint), target, file =>
    {
        if (SaveWeightsOnly)
            trainer.Model.WriteWeights(file, Metadata);
        else
            Checkpoint.Save(file, trainer, Metadata);
    });
}
