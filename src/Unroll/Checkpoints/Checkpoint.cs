using System.Globalization;
using System.Text.Json;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Persistence;
using Unroll.Training;

namespace Unroll.Checkpoints;

/// <summary>
/// Everything that a run needs to continue with the same bits, as one safetensors file: weights under their names, the optimizer's arrays
/// (optimizer.SLOT.NAME),
/// carried states (state.LAYER.PART), callbacks' arrays (callback.NAME), and in the metadata the position, the sums of the running epoch, the history, the
/// callbacks' states and, of a stack, its layers, so that <see cref="Sequential.Load"/> opens it too. Any safetensors reader can take the weights out.
/// </summary>
public static class Checkpoint
{
    const string Format = "1";
    const string Prefix = FileMetadata.Prefix;

    /// <summary>Writes a run's state. The file appears whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="trainer">The run, between two steps.</param>
    /// <param name="metadata">What the caller wants to find again beside it: a vocabulary, settings.</param>
    public static void Save(string path, Trainer trainer, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var writer = new SafetensorsWriter();
        WeightFile.Add(writer, trainer.Model.Parameters);
        OptimizerFile.Save(writer, trainer.Model.Optimizer!, trainer.Model.Parameters);
        if (trainer.State is { } state)
            foreach (((string layer, string part), float[] values) in state.Parts)
                writer.Add($"state.{layer}.{part}", [values.Length], values);

        if (trainer.Model.Describe() is { } model)
            writer.Metadata[ModelText.MetadataKey] = model;
        if (CompiledText.Write(trainer.Model) is { } compiled)
            writer.Metadata[CompiledText.MetadataKey] = compiled;
        FileMetadata.Set(writer, "format", Format);
        FileMetadata.Set(writer, "seed", trainer.Model.Seed.ToString(CultureInfo.InvariantCulture));
        FileMetadata.Set(writer, "epoch", trainer.Epoch.ToString(CultureInfo.InvariantCulture));
        FileMetadata.Set(writer, "batch", trainer.Batch.ToString(CultureInfo.InvariantCulture));
        FileMetadata.Set(writer, "step", trainer.Step.ToString(CultureInfo.InvariantCulture));
        FileMetadata.Set(writer, "skipped_steps", trainer.History.SkippedSteps.ToString(CultureInfo.InvariantCulture));
        FileMetadata.Set(writer, "losses", CheckpointText.Numbers(trainer.Losses.Save()));
        FileMetadata.Set(writer, "figures", CheckpointText.Figures(trainer.RunningMetrics));
        FileMetadata.Set(writer, "history", CheckpointText.History(trainer.History));
        CheckpointCallbacks.Save(writer, Prefix, trainer.Callbacks);
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
            writer.Metadata[key] = value;
        writer.Write(path);
    }

    /// <summary>Moves a fresh run to where the saved one stood.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or not a checkpoint of this model.</exception>
    public static void Restore(string path, Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        RequireFormat(file, path);

        // Weights and optimizer change only after everything has been found to be readable.
        WeightFile.Check(file, trainer.Model.Parameters);
        OptimizerFile optimizer = OptimizerFile.Read(file, path, trainer.Model.Optimizer!, trainer.Model.Parameters);
        long step = FileMetadata.Number(file, path, "step");
        long skipped = file.Metadata.ContainsKey(Prefix + "skipped_steps") ? FileMetadata.Number(file, path, "skipped_steps") : 0;
        int epoch = (int)FileMetadata.Number(file, path, "epoch", int.MaxValue), batch = (int)FileMetadata.Number(file, path, "batch", int.MaxValue);
        try
        {
            CheckpointText.RestoreFigures(FileMetadata.Get(file, path, "figures"), trainer.RunningMetrics);
            trainer.Losses.Restore(file.Metadata.TryGetValue(Prefix + "losses", out string? losses) ? CheckpointText.Numbers(losses) : []);
            CheckpointText.RestoreHistory(FileMetadata.Get(file, path, "history"), trainer.History);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"{path}: the position in the metadata cannot be read ({error.Message.ReplaceLineEndings(" ")}); use another checkpoint.", error);
        }

        CheckpointCallbacks.Restore(file, Prefix, trainer.Callbacks);
        WeightFile.Read(file, trainer.Model.Parameters);
        optimizer.Apply(file, trainer.Model.Optimizer!, trainer.Model.Parameters);
        RestoreState(file, trainer.State);
        (trainer.Epoch, trainer.Batch, trainer.Step, trainer.History.SkippedSteps) = (epoch, batch, step, skipped);
    }

    static void RestoreState(SafetensorsFile file, ModelState? state)
    {
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            string[] name = tensor.Name.Split('.');
            if (state is null || name is not ["state", .., _])
                continue;
            float[] values = new float[tensor.Count];
            file.Read(tensor.Name, values);
            state.Set(string.Join('.', name[1..^1]), name[^1], values);
        }
    }

    static void RequireFormat(SafetensorsFile file, string path)
    {
        if (!file.Metadata.TryGetValue(Prefix + "format", out string? format))
            throw new InvalidDataException(
                $"{path}: this file has weights but no state of a run; training can only continue from a checkpoint that Unroll wrote.");
        if (format != Format)
            throw new InvalidDataException(
                $"{path}: checkpoint format {format.ReplaceLineEndings(" ")}"
                + $", this version reads format {Format}; use the version of unroll that wrote it, or a newer one.");
    }
}
