namespace Unroll.Persistence;

/// <summary>What a safetensors header says of one tensor.</summary>
public sealed class SafetensorsTensor
{
    internal SafetensorsTensor(string name, string dataType, int[] shape, long count, long begin, long end)
    {
        Name = name;
        DataType = dataType;
        Shape = shape;
        Count = count;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The type of an element under the format's own name, such as <c>F32</c>, <c>BF16</c> or <c>I64</c>.</summary>
    public string DataType { get; }

    /// <summary>The dimensions, slowest first; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The number of elements: the product of <see cref="Shape"/>, 1 for a scalar.</summary>
    public long Count { get; }

    /// <summary>The offset of the first byte in the data part of the file.</summary>
    internal long Begin { get; }

    /// <summary>The offset after the last byte in the data part of the file.</summary>
    internal long End { get; }

    /// <summary>The tensor in one line, such as <c>dense.kernel F32[256, 65]</c>.</summary>
    public override string ToString() => $"{Name} {DataType}[{string.Join(", ", Shape)}]";
}
