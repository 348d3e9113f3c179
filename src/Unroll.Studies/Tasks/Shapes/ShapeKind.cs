namespace Unroll.Studies.Tasks.Shapes;

/// <summary>The shapes of recurrent networks (study E2).</summary>
public enum ShapeKind
{
    /// <summary>A digit from all its pixels at once, without recurrence.</summary>
    OneToOne,

    /// <summary>A label unrolled to the rows of a digit; a model that reads digits row by row must read the label back.</summary>
    OneToMany,

    /// <summary>A digit read row by row.</summary>
    ManyToOne,

    /// <summary>A string of digits written backwards, through one vector.</summary>
    Reversal,

    /// <summary>The running parity of a string of bits, step by step.</summary>
    Parity,
}
