namespace Unroll.Studies.Data;

/// <summary>What a data set is made of, and so which task can train on it.</summary>
public enum DataKind
{
    /// <summary>Running text.</summary>
    Text,

    /// <summary>Daily prices of shares.</summary>
    Prices,

    /// <summary>Pictures of digits with their labels.</summary>
    Digits,

    /// <summary>Short messages with their labels.</summary>
    Tweets,

    /// <summary>Series of numbers.</summary>
    Series,
}
