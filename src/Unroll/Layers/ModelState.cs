namespace Unroll.Layers;

/// <summary>
/// The recurrent states of a model between batches: an object of its own, so that training, validation and generation carry their own, for any number of
/// rows. A batch of fewer rows continues the first ones; rows that are new start from zeros.
/// </summary>
public sealed class ModelState
{
    readonly Dictionary<(string Layer, string Part), float[]> _parts = [];

    /// <summary>The states by layer and part ("hidden", "cell"): [rows, units] each.</summary>
    public IEnumerable<KeyValuePair<(string Layer, string Part), float[]>> Parts => _parts.OrderBy(part => part.Key);

    /// <summary>Sets all states to zero.</summary>
    public void Reset()
    {
        foreach (float[] part in _parts.Values)
            Array.Clear(part);
    }

    /// <summary>Sets the state of one row to zero, whose sequence is over.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="rows">Rows that the states are of.</param>
    public void ResetRow(int row, int rows)
    {
        foreach (float[] part in _parts.Values)
            Array.Clear(part, row * (part.Length / rows), part.Length / rows);
    }

    /// <summary>Replaces one part, as when a checkpoint is read.</summary>
    public void Set(string layer, string part, float[] values) => _parts[(layer, part)] = values;

    /// <summary>One part of a layer's state for a batch, to be read and then overwritten.</summary>
    /// <param name="layer">The layer, by its name.</param>
    /// <param name="part">Which of its states.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="units">Width of the state.</param>
    /// <returns>[rows, units].</returns>
    public Span<float> Get(Layer layer, string part, int rows, int units)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!_parts.TryGetValue((layer.BuiltName, part), out float[]? values) || values.Length < rows * units)
        {
            Array.Resize(ref values, rows * units);
            _parts[(layer.BuiltName, part)] = values;
        }

        return values.AsSpan(0, rows * units);
    }
}
