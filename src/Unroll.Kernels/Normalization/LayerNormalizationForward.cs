using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Normalization;

/// <summary>
/// Layer normalization (Ba et al., 2016) of rows: y = (x − μ)·r·γ + β with r = 1/√(σ² + ε), μ and σ² of the row. Root mean square normalization (Zhang and
/// Sennrich, 2019) is the same with a μ of 0.
/// </summary>
static unsafe class LayerNormalizationForward
{
    const int PartLength = 8 * 1024;

    /// <summary>
    /// x, y: [rows, columns], y perhaps in the place of x; gamma, beta: [columns] or empty; means, inverses: μ and r of every row, for the backward pass. A
    /// stride is the floats from row to row of x and y, where columns are a part of them.
    /// </summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, int rows, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon,
        Span<float> y, Span<float> means, Span<float> inverses, int laneWidth = 0, int stride = 0, bool isCentered = true)
    {
        stride = stride == 0 ? columns : stride;
        Lengths.Check(x, rows == 0 ? 0 : ((rows - 1L) * stride) + columns);
        Lengths.Check(y, rows == 0 ? 0 : ((rows - 1L) * stride) + columns);
        Lengths.Check(gamma, gamma.IsEmpty ? 0 : columns);
        Lengths.Check(beta, beta.IsEmpty ? 0 : columns);
        Lengths.Check(means, rows);
        Lengths.Check(inverses, rows);
        fixed (float* xAt = x, gammaAt = gamma, betaAt = beta, yAt = y, meansAt = means, inversesAt = inverses)
        {
            var job = new Job
            {
                X = xAt, Rows = Parts.OfRows(rows, columns, PartLength), Columns = columns, Gamma = gammaAt, Beta = betaAt, Epsilon = epsilon, Y = yAt,
                Means = meansAt, Inverses = inversesAt, Stride = stride, IsCentered = isCentered,
            };
            LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
        }
    }

    struct Job : ILaneJob
    {
        public float* X, Gamma, Beta, Y, Means, Inverses;
        public Parts Rows;
        public int Columns;
        public nint Stride;
        public float Epsilon;
        public bool IsCentered;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
                Row<TLane>(X + (row * Stride), Y + (row * Stride), out Means[row], out Inverses[row]);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row<TLane>(float* x, float* y, out float mean, out float inverse) where TLane : struct, ILane<TLane>
        {
            if (IsCentered)
                RowNormalization.Moments<TLane>(x, Columns, Epsilon, out mean, out inverse);
            else
                (mean, inverse) = (0, RowNormalization.InverseRootMeanSquare<TLane>(x, Columns, Epsilon));
            int j = 0;
            for (; j + TLane.Width <= Columns; j += TLane.Width)
                One<TLane>(x, y, j, mean, inverse);
            for (; j < Columns; j++)
                One<LaneScalar>(x, y, j, mean, inverse);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TLane>(float* x, float* y, int j, float mean, float inverse) where TLane : struct, ILane<TLane>
        {
            TLane value = (TLane.Load(x + j) - TLane.Create(mean)) * TLane.Create(inverse);
            if (Gamma != null)
                value *= TLane.Load(Gamma + j);
            if (Beta != null)
                value += TLane.Load(Beta + j);
            TLane.Store(value, y + j);
        }
    }
}
