using System.Text.Json.Serialization;

namespace Unroll.Studies.Tasks;

/// <summary>The shapes of recurrent networks (study E2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShapeKind>))]
public enum ShapeKind
{
    /// <summary>A digit from all its pixels at once, without recurrence.</summary>
    [JsonStringEnumMemberName("one_to_one")]
    OneToOne,

    /// <summary>A label unrolled to the rows of a digit; a model that reads digits row by row must read the label back.</summary>
    [JsonStringEnumMemberName("one_to_many")]
    OneToMany,

    /// <summary>A digit read row by row.</summary>
    [JsonStringEnumMemberName("many_to_one")]
    ManyToOne,

    /// <summary>A string of digits written backwards, through one vector.</summary>
    [JsonStringEnumMemberName("reversal")]
    Reversal,

    /// <summary>The running parity of a string of bits, step by step.</summary>
    [JsonStringEnumMemberName("parity")]
    Parity,
}
