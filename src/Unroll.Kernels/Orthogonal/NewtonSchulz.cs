using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Orthogonal;

/// <summary>
/// Brings all singular values of a matrix near 1 and keeps its singular vectors: X = U·S·Vᵀ becomes nearly U·Vᵀ. X is divided by its norm; then each step is
/// X ← (a·I + b·G + c·G²)·X with G = X·Xᵀ, a polynomial of the singular values, on the smaller side of X (Jordan et al., "Muon", 2024).
/// </summary>
/// <param name="A">a: what small singular values grow by in a step.</param>
/// <param name="B">b.</param>
/// <param name="C">c.</param>
/// <param name="Steps">How often the polynomial is applied.</param>
readonly record struct NewtonSchulz(float A, float B, float C, int Steps)
{
    /// <summary>Floats of memory that a matrix needs beside itself.</summary>
    public static int ScratchLength(int rows, int columns)
    {
        int side = Math.Min(rows, columns), other = Math.Max(rows, columns);
        int packed = Math.Max(Side(rows, columns).Length, Math.Max(Square(side).Length, Gram(rows, columns).Length));
        return checked((side * side * 2) + (side * other) + packed);
    }

    /// <param name="workers">Who shares the products.</param>
    /// <param name="x">Rows × columns, changed in place; finite numbers.</param>
    /// <param name="rows">Of the matrix.</param>
    /// <param name="columns">Of the matrix.</param>
    /// <param name="norm">At least the largest singular value: the root of the sum of all squares.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats, at a 64-byte line for speed.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public void Run(Workers workers, Span<float> x, int rows, int columns, double norm, Span<float> scratch, int laneWidth = 0)
    {
        Lengths.Check<float>(x, (long)rows * columns);
        if (x.IsEmpty)
            return;
        Lengths.Check<float>(scratch, ScratchLength(rows, columns));
        int side = Math.Min(rows, columns), square = side * side;
        Span<float> gram = scratch[..square], polynomial = scratch.Slice(square, square), next = scratch.Slice(2 * square, x.Length);
        Span<float> packed = scratch[((2 * square) + x.Length)..];

        // As in Keras: finite where the matrix is 0.
        ElementLoop.Run(workers, new ScaleFunction((float)(1 / (norm + 1e-7))), x, x, x, laneWidth: laneWidth);
        for (int step = 0; step < Steps; step++)
        {
            var view = new MatrixView(x, columns);
            bool isTall = rows > columns;

            // G = X·Xᵀ, or Xᵀ·X of a tall matrix; either is symmetric to the bit.
            Multiply(workers, isTall ? view.Transposed : view, isTall ? view : view.Transposed, Gram(rows, columns), side, gram, packed, laneWidth);
            var gramView = new MatrixView(gram, side);
            Multiply(workers, gramView, gramView, Square(side), side, polynomial, packed, laneWidth);
            ElementLoop.Run(workers, new WeightedSum(B, C), gram, polynomial, polynomial, laneWidth: laneWidth);
            for (int i = 0; i < square; i += side + 1)
                polynomial[i] += A;

            var factor = new MatrixView(polynomial, side);
            Multiply(workers, isTall ? view : factor, isTall ? factor : view, Side(rows, columns), rows, next, packed, laneWidth);
            next.CopyTo(x);
        }
    }

    static void Multiply(Workers workers, MatrixView left, MatrixView right, PanelLayout layout, int rows, Span<float> result, Span<float> packed,
        int laneWidth)
    {
        packed = packed[..layout.Length];
        Packing.Run(workers, right, layout, packed, laneWidth);
        MatrixProduct.Run(workers, left, packed, layout, rows, [], result, layout.Columns, laneWidth: laneWidth);
    }

    /// <summary>The right operand of G.</summary>
    static PanelLayout Gram(int rows, int columns) => new(Math.Max(rows, columns), Math.Min(rows, columns));

    /// <summary>The right operand of G².</summary>
    static PanelLayout Square(int side) => new(side, side);

    /// <summary>The right operand of the last product.</summary>
    static PanelLayout Side(int rows, int columns) => new(Math.Min(rows, columns), columns);

    /// <summary>b·g + c·s.</summary>
    readonly struct WeightedSum(float b, float c) : IElementFunction
    {
        readonly float _b = b;
        readonly float _c = c;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane g, TLane s) where TLane : struct, ILane<TLane> =>
            TLane.MultiplyAdd(g, TLane.Create(_b), s * TLane.Create(_c));
    }
}
