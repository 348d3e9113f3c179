using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// The keys and values that a layer of a decoder has made so far, so that a step makes those of its own token alone: [time, rows, features], which outlive the
/// step. Those of the encoder's text are made once.
/// </summary>
sealed class T5BlockCache
{
    readonly SequenceStore _keys = new(), _values = new(), _encodedKeys = new(), _encodedValues = new();

    /// <summary>Steps so far.</summary>
    public int Length => _keys.Length;

    /// <summary>Whether those of the encoder's text are there.</summary>
    public bool HasEncoded => _encodedKeys.Length > 0;

    /// <summary>Those of the encoder's text, with its mask.</summary>
    public (Tensor Keys, Tensor Values) Encoded => (_encodedKeys.Window, _encodedValues.Window);

    /// <summary>Adds the keys and values of a step.</summary>
    /// <returns>All so far.</returns>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values)
    {
        _keys.Append(keys);
        _values.Append(values);
        return (_keys.Window, _values.Window);
    }

    /// <summary>Keeps those of the encoder's text, if that was not done.</summary>
    public void KeepEncoded(Tensor keys, Tensor values)
    {
        if (HasEncoded)
            return;
        _encodedKeys.Append(keys);
        _encodedValues.Append(values);
    }

    /// <summary>Lets row i go on from what was row parents[i]; there may be more rows than before, or fewer.</summary>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        _keys.Reorder(parents);
        _values.Reorder(parents);
        _encodedKeys.Reorder(parents);
        _encodedValues.Reorder(parents);
    }
}
