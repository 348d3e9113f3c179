namespace Unroll.Persistence;

/// <summary>The element types of the safetensors format: a file may hold any of them; the library computes with few.</summary>
static class SafetensorsDataType
{
    public const string Float16 = "F16";
    public const string BFloat16 = "BF16";
    public const string Float32 = "F32";
    public const string Float64 = "F64";
    public const string Int32 = "I32";
    public const string Int64 = "I64";

    /// <summary>The width of an element in bits, 0 for a name that the format does not have. The elements of a tensor lie side by side without gaps.</summary>
    public static int BitsOf(string name) => name switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "I16" or "U16" or Float16 or BFloat16 => 16,
        Int32 or "U32" or Float32 => 32,
        "C64" or Float64 or Int64 or "U64" => 64,
        _ => 0,
    };
}
