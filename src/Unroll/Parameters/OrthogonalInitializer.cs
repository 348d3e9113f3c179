using System.Text.Json.Nodes;
using Unroll.Kernels.Orthogonal;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// Q of the QR decomposition, with a positive diagonal of R, of a matrix of normal numbers; transposed if there are fewer rows than columns. Computed in
/// double; the bits do not depend on the number of threads.
/// </summary>
/// <param name="gain">What Q is multiplied by.</param>
public sealed class OrthogonalInitializer(float gain = 1) : Initializer
{
    /// <summary>Words of the stream that a normal number takes.</summary>
    const long WordsOfANormal = 4;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parameter has fewer than two extents; of more, all but the last count as rows.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require(shape);
        int rows = shape.Rows, columns = shape.Last;
        using var matrix = new TallMatrix(Math.Max(rows, columns), Math.Min(rows, columns));
        Draw(matrix, random);
        Orthonormalization.Run(matrix);
        matrix.CopyTo(values, gain, transposed: rows < columns);
    }

    /// <summary>Normal numbers, row after row: each row's place in the stream is known beforehand.</summary>
    static void Draw(TallMatrix matrix, RandomStream random)
    {
        (RandomKey key, long start) = (random.Key, random.Position);
        Parallel.For(0, matrix.Rows, row => new RandomStream(key) { Position = start + (WordsOfANormal * row * matrix.Columns) }.FillNormal(matrix.Row(row)));
        random.Position = start + (WordsOfANormal * matrix.Rows * matrix.Columns);
    }

    internal override void Require(Shape shape)
    {
        if (shape.Rank < 2)
            throw new ArgumentException($"An orthogonal matrix has two extents; the parameter's shape is {shape}.", nameof(shape));
    }

    internal override string? Describe(JsonObject options)
    {
        if (gain != 1)
            options["gain"] = gain;
        return "orthogonal";
    }
}
