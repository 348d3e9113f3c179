namespace Unroll.Persistence;

/// <summary>A run of elements of one type that tensors of a PyTorch file are windows of.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="DataType">The type of an element under safetensors' name.</param>
/// <param name="Count">Elements.</param>
sealed record TorchStorage(string Key, string DataType, long Count)
{
    /// <summary>Bytes of an element.</summary>
    public int ElementSize => SafetensorsDataType.BitsOf(DataType) / 8;

    /// <summary>The type of PyTorch's storage classes; null for one that is not read.</summary>
    public static string? DataTypeOf(string storageClass) => storageClass switch
    {
        "FloatStorage" => SafetensorsDataType.Float32,
        "DoubleStorage" => SafetensorsDataType.Float64,
        "HalfStorage" => SafetensorsDataType.Float16,
        "BFloat16Storage" => SafetensorsDataType.BFloat16,
        "LongStorage" => SafetensorsDataType.Int64,
        "IntStorage" => SafetensorsDataType.Int32,
        "ShortStorage" => "I16",
        "CharStorage" => "I8",
        "ByteStorage" => "U8",
        "BoolStorage" => "BOOL",
        _ => null,
    };
}
