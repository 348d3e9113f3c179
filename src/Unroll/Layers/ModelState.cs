namespace Unroll.Layers;

/// <summary>
/// The recurrent states of a model between batches: an object of its own, so that training, validation and generation carry their own, for any number of
/// rows. A batch of fewer rows continues the first ones; rows that are new start from zeros.
/// </summary>
public sealed class ModelState
{
    /// <summary>[rows, units] each; units are 0 as long as their number is unknown.</summary>
    readonly Dictionary<(string Layer, string Part), (float[] Values, int Units)> _parts = [];

    /// <summary>The states by layer and part ("hidden", "cell"): [rows, units] each.</summary>
    public IEnumerable<KeyValuePair<(string Layer, string Part), float[]>> Parts => _parts
        .OrderBy(part => part.Key.Layer, StringComparer.Ordinal).ThenBy(part => part.Key.Part, StringComparer.Ordinal)
        .Select(part => KeyValuePair.Create(part.Key, part.Value.Values));

    /// <summary>Sets all states to zero.</summary>
    public void Reset()
    {
        foreach ((float[] values, _) in _parts.Values)
            Array.Clear(values);
    }

    /// <summary>Sets the state of one row to zero, whose sequence is over.</summary>
    /// <param name="row">Which row; one that no batch has had yet is zero already.</param>
    /// <exception cref="InvalidOperationException">A part was <see cref="Set"/> and not used yet: the width of its rows is unknown.</exception>
    public void ResetRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        foreach (((string layer, string part), (float[] values, int units)) in _parts)
        {
            if (units == 0)
                throw new InvalidOperationException($"How many units the {part} state of '{layer}' has is known after its first batch; reset its rows then.");
            if ((long)row * units < values.Length)
                Array.Clear(values, row * units, units);
        }
    }

    /// <summary>Replaces one part, as when a checkpoint is read.</summary>
    public void Set(string layer, string part, float[] values) => _parts[(layer, part)] = (values, 0);

    /// <summary>One part of a layer's state for a batch, to be read and then overwritten.</summary>
    /// <param name="layer">The layer, by its name.</param>
    /// <param name="part">Which of its states.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="units">Width of the state.</param>
    /// <returns>[rows, units].</returns>
    /// <exception cref="InvalidOperationException">The state is that of another model: its rows are not whole with so many units.</exception>
    public Span<float> Get(Layer layer, string part, int rows, int units)
    {
        ArgumentNullException.ThrowIfNull(layer);
        (float[]? values, int known) = _parts.GetValueOrDefault((layer.BuiltName, part));
        if (values is not null && (known == 0 ? values.Length % units != 0 : known != units))
            throw new InvalidOperationException(
                $"The {part} state of '{layer.BuiltName}' is of another model: it has {(known == 0 ? $"{values.Length} numbers" : $"{known} units")}, the "
                + $"layer {units} units.");
        if (values is null || values.Length < rows * units)
            Array.Resize(ref values, rows * units);
        _parts[(layer.BuiltName, part)] = (values, units);
        return values.AsSpan(0, rows * units);
    }
}
