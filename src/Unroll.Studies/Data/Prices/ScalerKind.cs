using System.Text.Json.Serialization;

namespace Unroll.Studies.Data.Prices;

/// <summary>How features are brought to a common size.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScalerKind>))]
public enum ScalerKind
{
    /// <summary>The smallest value of the training part becomes 0, the largest 1.</summary>
    [JsonStringEnumMemberName("min_max")]
    MinMax,

    /// <summary>The training part gets mean 0 and standard deviation 1 (divided by n).</summary>
    [JsonStringEnumMemberName("standard")]
    Standard,
}
