using Unroll.Persistence;
using Unroll.Training;

namespace Unroll.Checkpoints;

/// <summary>The callbacks' part of a checkpoint: texts in the metadata, arrays as tensors, both under callback.NAME.</summary>
static class CheckpointCallbacks
{
    /// <summary>Adds what the callbacks want to find again.</summary>
    public static void Save(SafetensorsWriter writer, string prefix, IReadOnlyList<Callback> callbacks)
    {
        foreach ((string key, Callback callback) in Keys(callbacks))
        {
            if (callback.SaveState() is { } state)
                writer.Metadata[prefix + key] = state;
            if (callback.SaveArray() is { IsEmpty: false } array)
                writer.Add(key, [array.Length], array);
        }
    }

    /// <summary>Gives it back to them; a callback that was not there when the checkpoint was written keeps the state that it has.</summary>
    public static void Restore(SafetensorsFile file, string prefix, IReadOnlyList<Callback> callbacks)
    {
        foreach ((string key, Callback callback) in Keys(callbacks))
        {
            if (file.Metadata.TryGetValue(prefix + key, out string? state))
                Restore(callback, state, file.FilePath);
            if (!file.TryGet(key, out SafetensorsTensor? tensor))
                continue;
            float[] values = new float[tensor.Count];
            file.Read(key, values);
            callback.RestoreArray(values);
        }
    }

    static void Restore(Callback callback, string state, string path)
    {
        try
        {
            callback.RestoreState(state);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>callback.EarlyStopping.loss, callback.EarlyStopping.loss_1 …: callbacks that are alike are told apart by their order.</summary>
    static IEnumerable<(string Key, Callback Callback)> Keys(IReadOnlyList<Callback> callbacks)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            string name = callbacks[i].StateName;
            int before = callbacks.Take(i).Count(other => other.StateName == name);
            yield return ($"callback.{name}{(before == 0 ? "" : $"_{before}")}", callbacks[i]);
        }
    }
}
