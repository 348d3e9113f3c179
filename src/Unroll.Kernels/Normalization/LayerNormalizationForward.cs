using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Normalization;

/// <summary>Layer normalization (Ba et al., 2016) of rows: y = (x − μ)·r·γ + β with r = 1/√(σ² + ε), μ and σ² of the row.</summary>
static unsafe class LayerNormalizationForward
{
    const int PartLength = 8 * 1024;

    /// <summary>x, y: [rows, columns]; gamma, beta: [columns] or empty; means, inverses: μ and r of every row, for the backward pass.</summary>
    public static void Run(Workers workers, ReadOnlySpan<float> x, int rows, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon,
        Span<float> y, Span<float> means, Span<float> inverses)
    {
        Lengths.Check(x, (long)rows * columns);
        Lengths.Check(y, (long)rows * columns);
        Lengths.Check(gamma, gamma.IsEmpty ? 0 : columns);
        Lengths.Check(beta, beta.IsEmpty ? 0 : columns);
        Lengths.Check(means, rows);
        Lengths.Check(inverses, rows);
        fixed (float* xAt = x, gammaAt = gamma, betaAt = beta, yAt = y, meansAt = means, inversesAt = inverses)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, xAt, rows, columns, gammaAt, betaAt, epsilon, yAt, meansAt, inversesAt);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, xAt, rows, columns, gammaAt, betaAt, epsilon, yAt, meansAt, inversesAt);
            else
                Run<Lane128>(workers, xAt, rows, columns, gammaAt, betaAt, epsilon, yAt, meansAt, inversesAt);
        }
    }

    public static void Run<TLane>(Workers workers, float* x, int rows, int columns, float* gamma, float* beta, float epsilon, float* y, float* means,
        float* inverses) where TLane : struct, ILane<TLane>
    {
        int partRows = Math.Max(1, PartLength / columns);
        var job = new Job<TLane>
        {
            X = x, Rows = rows, Columns = columns, Gamma = gamma, Beta = beta, Epsilon = epsilon, Y = y, Means = means, Inverses = inverses, PartRows = partRows,
        };
        workers.Run(ref job, (rows + partRows - 1) / partRows);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Gamma, Beta, Y, Means, Inverses;
        public int Rows, Columns, PartRows;
        public float Epsilon;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
                Row(X + ((nint)row * Columns), Y + ((nint)row * Columns), out Means[row], out Inverses[row]);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Row(float* x, float* y, out float mean, out float inverse)
        {
            mean = PartialSums.Sum<TLane, ValueTerm>(default, x, x, Columns) / Columns;
            float variance = PartialSums.Sum<TLane, DistanceTerm>(new(mean), x, x, Columns) / Columns;
            inverse = 1 / MathF.Sqrt(variance + Epsilon);
            int j = 0;
            for (; j + TLane.Width <= Columns; j += TLane.Width)
                One<TLane>(x, y, j, mean, inverse);
            for (; j < Columns; j++)
                One<LaneScalar>(x, y, j, mean, inverse);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(float* x, float* y, int j, float mean, float inverse) where TAny : struct, ILane<TAny>
        {
            TAny value = (TAny.Load(x + j) - TAny.Create(mean)) * TAny.Create(inverse);
            if (Gamma != null)
                value *= TAny.Load(Gamma + j);
            if (Beta != null)
                value += TAny.Load(Beta + j);
            TAny.Store(value, y + j);
        }
    }
}
