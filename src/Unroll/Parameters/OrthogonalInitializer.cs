using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// Q of the QR decomposition, with a positive diagonal of R, of a matrix of normal numbers. Gram–Schmidt in double, a panel of vectors at a time so that
/// each vector is read from memory once a panel; sums run in eight fixed partial sums, so the bits are the same everywhere.
/// </summary>
/// <param name="gain">What Q is multiplied by.</param>
public sealed class OrthogonalInitializer(float gain = 1) : Initializer
{
    const int Panel = 8;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parameter has fewer than two extents; of more, all but the last count as rows.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (shape.Rank < 2)
            throw new ArgumentException($"An orthogonal matrix has two extents; the parameter's shape is {shape}.", nameof(shape));

        int rows = shape.Rows, columns = shape.Last;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            for (int j = 0; j < length; j++)
                vectors[i][j] = random.NextNormal();
        }

        Orthonormalize(vectors);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = (float)(gain * (rows <= columns ? vectors[row][column] : vectors[column][row]));
    }

    static void Orthonormalize(double[][] vectors)
    {
        for (int first = 0; first < vectors.Length; first += Panel)
        {
            int end = Math.Min(first + Panel, vectors.Length);
            for (int i = first; i < end; i++)
            {
                for (int j = first; j < i; j++)
                    Project(vectors[j], vectors[i]);
                double norm = Math.Sqrt(Dot(vectors[i], vectors[i]));
                for (int k = 0; k < vectors[i].Length; k++)
                    vectors[i][k] /= norm;
            }

            int from = first, to = end;
            Parallel.For(end, vectors.Length, i =>
            {
                for (int j = from; j < to; j++)
                    Project(vectors[j], vectors[i]);
            });
        }
    }

    /// <summary>Takes out of a vector its part along a unit vector.</summary>
    static void Project(double[] unit, double[] vector)
    {
        var factor = Vector512.Create(Dot(unit, vector));
        ReadOnlySpan<Vector512<double>> from = MemoryMarshal.Cast<double, Vector512<double>>(unit);
        Span<Vector512<double>> into = MemoryMarshal.Cast<double, Vector512<double>>(vector.AsSpan());
        for (int i = 0; i < into.Length; i++)
            into[i] -= factor * from[i];
        for (int i = into.Length * Vector512<double>.Count; i < vector.Length; i++)
            vector[i] -= factor[0] * unit[i];
    }

    static double Dot(double[] left, double[] right)
    {
        ReadOnlySpan<Vector512<double>> a = MemoryMarshal.Cast<double, Vector512<double>>(left), b = MemoryMarshal.Cast<double, Vector512<double>>(right);
        Vector512<double> sums = Vector512<double>.Zero;
        for (int i = 0; i < a.Length; i++)
            sums += a[i] * b[i];
        double total = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            total += sums[lane];
        for (int i = a.Length * Vector512<double>.Count; i < left.Length; i++)
            total += left[i] * right[i];
        return total;
    }

    internal override string? Describe(JsonObject options)
    {
        if (gain != 1)
            options["gain"] = gain;
        return "orthogonal";
    }
}
