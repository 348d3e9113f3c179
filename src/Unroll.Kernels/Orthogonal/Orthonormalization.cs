namespace Unroll.Kernels.Orthogonal;

/// <summary>
/// Replaces the columns of a matrix by Q of its QR decomposition with a positive diagonal of R. The left half is made orthonormal, its parts are taken out
/// of the right half by matrix products, then the right half is made orthonormal; a few columns go through Gram–Schmidt one after another. Columns that lose
/// more than half of their length go through all of it again, which keeps them orthogonal to working precision ("twice is enough").
/// </summary>
static unsafe class Orthonormalization
{
    /// <summary>Columns that are not halved any more.</summary>
    const int Leaf = ProjectionTile.Columns;

    /// <summary>What must be left of a column's length.</summary>
    const double LeastRest = 0.5;

    /// <summary>More repetitions than columns of any condition need.</summary>
    const int MostPasses = 5;

    /// <param name="matrix">Rows × columns, at least as many rows; its columns become orthonormal.</param>
    /// <param name="laneWidth">16, 8 or 4 floats a lane; 0 for the widest.</param>
    /// <exception cref="ArithmeticException">The columns are linearly dependent, or not finite.</exception>
    public static void Run(TallMatrix matrix, int laneWidth = 0)
    {
        double[][] vectors = new double[Leaf][];
        for (int i = 0; i < Leaf; i++)
            vectors[i] = new double[matrix.Rows];
        var run = new Pass { Matrix = matrix, Norms = Norms(matrix), Vectors = vectors, LaneWidth = laneWidth };
        run.Halve(0, matrix.PaddedColumns);
    }

    /// <summary>The length of each column.</summary>
    static double[] Norms(TallMatrix matrix)
    {
        double[] norms = new double[matrix.Columns];
        Parallel.For(0, Rounding.CeilDiv(matrix.Columns, Leaf), leaf =>
        {
            Span<double> squares = norms.AsSpan(leaf * Leaf, Math.Min(Leaf, matrix.Columns - (leaf * Leaf)));
            for (int row = 0; row < matrix.Rows; row++)
            {
                ReadOnlySpan<double> values = matrix.Row(row).Slice(leaf * Leaf, squares.Length);
                for (int i = 0; i < squares.Length; i++)
                    squares[i] += values[i] * values[i];
            }

            foreach (ref double square in squares)
                square = Math.Sqrt(square);
        });
        return norms;
    }

    struct Pass
    {
        public TallMatrix Matrix;
        public double[] Norms;
        public double[][] Vectors;
        public int LaneWidth;

        public readonly void Halve(int first, int count)
        {
            if (count == Leaf)
            {
                Finish(first);
                return;
            }

            int left = Rounding.CeilDiv(count, 2 * Leaf) * Leaf;
            Halve(first, left);
            Projection.Run(Matrix, first, left, first + left, count - left, LaneWidth);
            Halve(first + left, count - left);
        }

        /// <summary>Columns from which the parts along all columns before them were taken out.</summary>
        readonly void Finish(int first)
        {
            int count = Math.Min(Leaf, Matrix.Columns - first);
            Span<double> before = Norms.AsSpan(first, count);
            for (int pass = 1; !Orthonormalize(first, before); pass++)
            {
                if (pass == MostPasses)
                    throw Dependent();
                before.Fill(1);
                if (first > 0)
                    Projection.Run(Matrix, 0, first, first, Leaf, LaneWidth);
            }
        }

        /// <summary>Gram–Schmidt among a few columns.</summary>
        /// <returns>Whether more than half of the length of each was left.</returns>
        readonly bool Orthonormalize(int first, ReadOnlySpan<double> before)
        {
            bool enough = true;
            Span<double[]> vectors = Vectors.AsSpan(0, before.Length);
            for (int row = 0; row < Matrix.Rows; row++)
            {
                ReadOnlySpan<double> values = Matrix.Row(row).Slice(first, vectors.Length);
                for (int i = 0; i < vectors.Length; i++)
                    vectors[i][row] = values[i];
            }

            for (int i = 0; i < before.Length; i++)
            {
                if (i > 0)
                    GramSchmidt.Project(vectors[..i], vectors.Slice(i, 1));
                double norm = Math.Sqrt(GramSchmidt.Dot(vectors[i], vectors[i]));
                if (!(norm > 0 && double.IsFinite(norm)))
                    throw Dependent();
                enough &= norm >= LeastRest * before[i];
                foreach (ref double value in vectors[i].AsSpan())
                    value /= norm;
            }

            for (int row = 0; row < Matrix.Rows; row++)
            {
                Span<double> values = Matrix.Row(row).Slice(first, vectors.Length);
                for (int i = 0; i < vectors.Length; i++)
                    values[i] = vectors[i][row];
            }

            return enough;
        }

        static ArithmeticException Dependent() => new("The columns are linearly dependent or not finite.");
    }
}
