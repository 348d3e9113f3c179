using System.Collections.Frozen;

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

    static readonly FrozenDictionary<string, int> BitsByName = new Dictionary<string, int>
    {
        ["F4"] = 4,
        ["F6_E2M3"] = 6, ["F6_E3M2"] = 6,
        ["BOOL"] = 8, ["U8"] = 8, ["I8"] = 8,
        ["F8_E5M2"] = 8, ["F8_E4M3"] = 8, ["F8_E8M0"] = 8, ["F8_E4M3FNUZ"] = 8, ["F8_E5M2FNUZ"] = 8,
        ["I16"] = 16, ["U16"] = 16, [Float16] = 16, [BFloat16] = 16,
        [Int32] = 32, ["U32"] = 32, [Float32] = 32,
        ["C64"] = 64, [Float64] = 64, [Int64] = 64, ["U64"] = 64,
    }.ToFrozenDictionary();

    /// <summary>The width of an element in bits; the elements of a tensor lie side by side without gaps.</summary>
    public static bool TryGetBits(string name, out int bits) => BitsByName.TryGetValue(name, out bits);
}
