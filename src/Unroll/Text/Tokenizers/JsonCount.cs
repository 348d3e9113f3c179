using System.Text.Json;

namespace Unroll.Text.Tokenizers;

/// <summary>Whole numbers of JSON that are at least 0.</summary>
static class JsonCount
{
    /// <summary>The number, if it is one.</summary>
    public static bool TryGetCount(this JsonElement element, out int count)
    {
        count = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out count) && count >= 0;
    }
}
