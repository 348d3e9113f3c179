using System.Globalization;
using Unroll.Persistence;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Writes event files for TensorBoard: Keras' TensorBoard. Figures of epochs (<c>epoch_loss</c> …, <c>epoch_learning_rate</c>) over the epoch from 0, those of
/// training in one folder and those of validation, without <c>val_</c>, in another, so that a chart shows both; validation again over the updates
/// (<c>evaluation_loss_vs_iterations</c>); on request figures of steps and histograms of the weights. A resumed run goes on with its files.
/// </summary>
/// <param name="folder">The folder of the run.</param>
public sealed class TensorBoard(string folder = "logs") : Callback
{
    string[] _batchTags = [];
    EventFile? _training;
    EventFile? _validation;

    /// <summary>Where in the folder the figures of training go; empty for the folder itself. Those of validation go to <c>validation</c>.</summary>
    public string TrainingFolder { get; init; } = "train";

    /// <summary>Writes the figures of the epoch so far (<c>batch_loss</c> …) every so many steps, over the step from 1; null for none.</summary>
    public int? UpdateFrequency { get; init; }

    /// <summary>Writes a histogram of every weight every so many epochs; 0 for none.</summary>
    public int HistogramFrequency { get; init; }

    /// <summary>The time of the records.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    EventFile Training => _training ??= new EventFile(Path.Combine(folder, TrainingFolder), Clock);

    EventFile Validation => _validation ??= new EventFile(Path.Combine(folder, "validation"), Clock);

    /// <summary>Adds a number of your own to the training's file. It is written with the next epoch.</summary>
    /// <param name="tag">What it is.</param>
    /// <param name="value">The number.</param>
    /// <param name="step">When.</param>
    public void AddScalar(string tag, double value, long step) => Training.AddScalar(tag, value, step);

    /// <summary>Adds a text, such as one that the model wrote; TensorBoard shows it as Markdown. It is written with the next epoch.</summary>
    /// <param name="tag">What it is.</param>
    /// <param name="text">The text.</param>
    /// <param name="step">When.</param>
    public void AddText(string tag, string text, long step) => Training.AddText(tag, text, step);

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written; the message names the path.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (UpdateFrequency is { } frequency)
            ArgumentOutOfRangeException.ThrowIfLessThan(frequency, 1, nameof(UpdateFrequency));
        ArgumentOutOfRangeException.ThrowIfNegative(HistogramFrequency);
        if (trainer.Step == 0)
            (_training, _validation) = (null, null);
        OutputFile.Check(nameof(TensorBoard), Training.FilePath);
        _batchTags = [.. trainer.RunningMetrics.Metrics.Select(metric => "batch_" + metric.Name)];
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (UpdateFrequency is not { } frequency || trainer.Step % frequency != 0)
            return;
        Training.AddScalar("batch_loss", trainer.RunningMetrics.Loss, trainer.Step);
        for (int i = 0; i < _batchTags.Length; i++)
            Training.AddScalar(_batchTags[i], trainer.RunningMetrics.Metrics[i].Result, trainer.Step);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        int step = epoch.Epoch - 1;
        foreach ((string name, double value) in epoch.Values)
        {
            if (name.StartsWith("val_", StringComparison.Ordinal))
            {
                Validation.AddScalar("epoch_" + name[4..], value, step);
                Validation.AddScalar($"evaluation_{name[4..]}_vs_iterations", value, trainer.Model.Optimizer!.Iterations);
            }
            else
            {
                Training.AddScalar("epoch_" + name, value, step);
            }
        }

        if (HistogramFrequency > 0 && step % HistogramFrequency == 0)
            foreach (Parameters.Parameter parameter in trainer.Model.Parameters.Parameters)
                Training.AddHistogram(parameter.Name.Replace('.', '/') + "/histogram", parameter.Values, step);
    }

    /// <inheritdoc/>
    public override void OnSave(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (trainer.Batch == 0)
            Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Trainer trainer) => Flush();

    /// <summary>The files and how much of them belongs to the run so far, which is on the disk then.</summary>
    public override string SaveState()
    {
        Flush();
        return string.Join('\n', Place(Training), Place(Validation));
    }

    /// <inheritdoc/>
    public override void RestoreState(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        string[] places = state.Split('\n');
        if (places.Length != 2)
            throw new InvalidDataException(
                $"The checkpoint's state of TensorBoard, '{state.ReplaceLineEndings(" ")}', does not name two files; use a checkpoint of this version.");
        Resume(Training, places[0]);
        Resume(Validation, places[1]);
    }

    void Flush()
    {
        _training?.Flush();
        _validation?.Flush();
    }

    static string Place(EventFile file) => string.Create(CultureInfo.InvariantCulture, $"{file.Length} {Path.GetFileName(file.FilePath)}");

    static void Resume(EventFile file, string place)
    {
        int space = place.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !long.TryParse(place.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
            throw new InvalidDataException(
                $"The checkpoint's state of TensorBoard, '{place}', does not begin with a length; use a checkpoint of this version.");
        file.Resume(place[(space + 1)..], length);
    }
}
