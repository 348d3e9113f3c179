using System.Globalization;

namespace Unroll.Training.Callbacks;

/// <summary>Saves the run after epochs, by default only when the monitored figure is the best so far. What was best survives a resumed run.</summary>
/// <param name="path">Where to: a file name; <c>{epoch}</c> and figures such as <c>{loss}</c> are filled in, with formats as in <c>{epoch:02d}-{loss:.4f}</c>.</param>
public sealed class ModelCheckpoint(string path) : Callback
{
    /// <summary>The figure to watch.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>Whether to save only when the figure improves.</summary>
    public bool SaveBestOnly { get; init; } = true;

    /// <summary>Where the lines "improved from … to …, saving model to …" go; null for nowhere.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>What the checkpoints carry beside the run's state.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The best figure so far.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override string StateName => $"{nameof(ModelCheckpoint)}.{Monitor}";

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        if (!epoch.Values.TryGetValue(Monitor, out double value))
            throw new InvalidOperationException($"ModelCheckpoint watches '{Monitor}', but an epoch has only: {string.Join(", ", epoch.Values.Keys)}.");

        bool larger = Monitor.EndsWith("accuracy", StringComparison.Ordinal);
        bool improved = double.IsNaN(Best) ? !double.IsNaN(value) : larger ? value > Best : value < Best;
        string file = FileNameTemplate.Fill(path, epoch);
        if (improved)
        {
            string from = double.IsNaN(Best) ? larger ? "-inf" : "inf" : Five(Best);
            Output?.WriteLine($"Epoch {epoch.Epoch}: {Monitor} improved from {from} to {Five(value)}, saving model to {file}");
            Best = value;
        }
        else
        {
            Output?.WriteLine($"Epoch {epoch.Epoch}: {Monitor} did not improve from {Five(Best)}");
        }

        if (improved || !SaveBestOnly)
            Checkpoint.Save(file, trainer, Metadata);
    }

    /// <inheritdoc/>
    public override string SaveState() => Best.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void RestoreState(string state) => Best = double.Parse(state, CultureInfo.InvariantCulture);

    static string Five(double value) => value.ToString("F5", CultureInfo.InvariantCulture);
}
