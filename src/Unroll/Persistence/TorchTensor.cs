namespace Unroll.Persistence;

/// <summary>What a PyTorch file says of one tensor: a window of a storage, with a stride for each dimension.</summary>
public sealed class TorchTensor
{
    internal TorchTensor(TorchStorage storage, long offset, int[] shape, long[] strides) =>
        (Storage, Offset, Shape, Strides) = (storage, offset, shape, strides);

    /// <summary>The name, unique in its file; that of a tensor in a dictionary of its own is <c>DICTIONARY.NAME</c>.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The type of an element under safetensors' name: <c>F32</c>, <c>BF16</c>, <c>I64</c>.</summary>
    public string DataType => Storage.DataType;

    /// <summary>The dimensions, slowest first; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count => Shape.Aggregate(1, (product, extent) => product * extent);

    internal TorchStorage Storage { get; }

    /// <summary>Elements of the storage before the first.</summary>
    internal long Offset { get; }

    internal long[] Strides { get; }

    /// <summary>Whether the elements lie side by side in row-major order.</summary>
    internal bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected)
                    return false;
                expected *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Elements of the storage up to the last that the tensor reads.</summary>
    internal Int128 End
    {
        get
        {
            Int128 last = Offset;
            for (int i = 0; i < Shape.Length; i++)
                last += (Int128)(Shape[i] - 1) * Strides[i];
            return Count == 0 ? Offset : last + 1;
        }
    }

    internal TorchTensor Named(string name) => new(Storage, Offset, Shape, Strides) { Name = name };

    /// <summary>The tensor in one line, such as <c>pooler.dense.weight F32[768, 768]</c>.</summary>
    public override string ToString() => $"{Name} {DataType}[{string.Join(", ", Shape)}]";
}
