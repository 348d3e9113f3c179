namespace Unroll.Tensors;

/// <summary>Two shapes that had to agree do not; the message names both.</summary>
public sealed class ShapeMismatchException : ArgumentException
{
    /// <summary>A mismatch without details.</summary>
    public ShapeMismatchException()
    {
    }

    /// <summary>A mismatch in words.</summary>
    public ShapeMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>A mismatch in words, with its cause.</summary>
    public ShapeMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A mismatch of an argument.</summary>
    /// <param name="what">Who expected it: a layer or an operation.</param>
    /// <param name="expected">In words or extents.</param>
    /// <param name="given">What came.</param>
    /// <param name="argument">The argument's name.</param>
    public ShapeMismatchException(string what, string expected, Shape given, string argument)
        : base($"{what}: expected {expected}, but {argument} has shape {given}.", argument)
    {
    }
}
