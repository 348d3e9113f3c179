namespace Unroll.Studies.Data.Csv;

/// <summary>How a table is written, as far as the user says so; what is left to <c>Auto</c> is found from all values of the table.</summary>
public sealed record TableFormat
{
    /// <summary>The character set; "auto" for what the file shows.</summary>
    public string Encoding { get; init; } = CharacterSet.Auto;

    /// <summary>What stands between two columns.</summary>
    public FieldSeparator Separator { get; init; }

    /// <summary>What stands before the decimals of a number.</summary>
    public DecimalSign Decimal { get; init; }

    /// <summary>Whether 03/04/2019 is in April or in March.</summary>
    public DateOrder DateOrder { get; init; }

    /// <summary>
    /// Whether this was said of another table, which this one need not be like: it counts only where the table itself does not tell.
    /// </summary>
    public bool IsOfAnother { get; init; }
}

/// <summary>What stands between two columns.</summary>
public enum FieldSeparator
{
    /// <summary>To be found.</summary>
    Auto,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A semicolon.</summary>
    Semicolon,

    /// <summary>A tab.</summary>
    Tab,

    /// <summary>A vertical bar.</summary>
    Pipe,
}

/// <summary>What stands before the decimals of a number.</summary>
public enum DecimalSign
{
    /// <summary>To be found.</summary>
    Auto,

    /// <summary>1.5; commas stand between thousands.</summary>
    Point,

    /// <summary>1,5; points stand between thousands.</summary>
    Comma,
}

/// <summary>The order of day and month where the year comes last.</summary>
public enum DateOrder
{
    /// <summary>To be found.</summary>
    Auto,

    /// <summary>31/12/2018.</summary>
    DayFirst,

    /// <summary>12/31/2018.</summary>
    MonthFirst,
}
