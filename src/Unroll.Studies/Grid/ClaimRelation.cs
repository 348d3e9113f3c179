namespace Unroll.Studies.Grid;

/// <summary>How a figure stands to another one, or to a number.</summary>
public enum ClaimRelation
{
    /// <summary>It is smaller: &lt;.</summary>
    Below,

    /// <summary>It is not larger: &lt;=.</summary>
    AtMost,

    /// <summary>It is the same: =.</summary>
    Equal,

    /// <summary>It is not smaller: &gt;=.</summary>
    AtLeast,

    /// <summary>It is larger: &gt;.</summary>
    Above,
}
