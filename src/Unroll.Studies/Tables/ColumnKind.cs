namespace Unroll.Studies.Tables;

/// <summary>What a column holds, and by that how it is aligned.</summary>
public enum ColumnKind
{
    /// <summary>Texts, to the left.</summary>
    Text,

    /// <summary>Numbers, to the right.</summary>
    Number,
}
