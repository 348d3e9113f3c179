using System.Text.Json.Nodes;
using Unroll.Kernels.Orthogonal;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// Q of the QR decomposition, with a positive diagonal of R, of a matrix of normal numbers. Gram–Schmidt in double, a panel of vectors at a time so that
/// each vector is read from memory once a panel; neither panels nor threads change a bit.
/// </summary>
/// <param name="gain">What Q is multiplied by.</param>
public sealed class OrthogonalInitializer(float gain = 1) : Initializer
{
    const int Panel = 32;

    /// <summary>Vectors that a thread takes at a time.</summary>
    const int Share = 8;

    /// <summary>Words of the stream that a normal number takes.</summary>
    const long WordsOfANormal = 4;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The parameter has fewer than two extents; of more, all but the last count as rows.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require(shape);
        int rows = shape.Rows, columns = shape.Last;
        double[][] vectors = Draw(Math.Min(rows, columns), Math.Max(rows, columns), random);
        Orthonormalize(vectors);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = (float)(gain * (rows <= columns ? vectors[row][column] : vectors[column][row]));
    }

    /// <summary>Normal numbers, vector after vector: each vector's place in the stream is known beforehand.</summary>
    static double[][] Draw(int count, int length, RandomStream random)
    {
        double[][] vectors = new double[count][];
        (RandomKey key, long start) = (random.Key, random.Position);
        Parallel.For(0, count, i =>
        {
            var own = new RandomStream(key) { Position = start + (WordsOfANormal * i * length) };
            double[] vector = new double[length];
            for (int j = 0; j < length; j++)
                vector[j] = own.NextNormal();
            vectors[i] = vector;
        });
        random.Position = start + (WordsOfANormal * count * length);
        return vectors;
    }

    static void Orthonormalize(double[][] vectors)
    {
        for (int first = 0; first < vectors.Length; first += Panel)
        {
            int end = Math.Min(first + Panel, vectors.Length);
            for (int i = first; i < end; i++)
            {
                if (i > first)
                    GramSchmidt.Project(vectors.AsSpan(first, i - first), [vectors[i]]);
                double norm = Math.Sqrt(GramSchmidt.Dot(vectors[i], vectors[i]));
                for (int k = 0; k < vectors[i].Length; k++)
                    vectors[i][k] /= norm;
            }

            int from = first, shares = (vectors.Length - end + Share - 1) / Share;
            Parallel.For(0, shares, share =>
            {
                int start = end + (share * Share);
                GramSchmidt.Project(vectors.AsSpan(from, end - from), vectors.AsSpan(start, Math.Min(Share, vectors.Length - start)));
            });
        }
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
