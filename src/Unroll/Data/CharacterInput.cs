using System.Text.Json.Serialization;

namespace Unroll.Data;

/// <summary>How a character reaches the first layer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CharacterInput>))]
public enum CharacterInput
{
    /// <summary>Its number divided by the number of symbols, one feature.</summary>
    [JsonStringEnumMemberName("scalar")]
    Scalar,

    /// <summary>Its number as it is, one feature.</summary>
    [JsonStringEnumMemberName("raw")]
    Raw,

    /// <summary>A row of zeros with a one: one feature for each symbol.</summary>
    [JsonStringEnumMemberName("one_hot")]
    OneHot,

    /// <summary>Its number, for an embedding layer.</summary>
    [JsonStringEnumMemberName("embedding")]
    Embedding,
}
