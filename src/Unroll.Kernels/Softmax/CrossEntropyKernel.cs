namespace Unroll.Kernels.Softmax;

/// <summary>The cross-entropy behind a softmax, from logits: −Σⱼ yⱼ·ln pⱼ = Σⱼ yⱼ·(ln Σ eˣ − xⱼ), with the gradient p·Σy − y. Targets are ids or rows of weights.</summary>
static unsafe class CrossEntropyKernel
{
    const int PartRows = 64;

    /// <summary>losses[i] = logSums[i] − x[i, ids[i]]; ids are below columns, checked by the caller.</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> logSums, ReadOnlySpan<int> ids, int columns, Span<float> losses)
    {
        for (int row = 0; row < losses.Length; row++)
            losses[row] = logSums[row] - x[(row * columns) + ids[row]];
    }

    /// <summary>losses[i] = Σⱼ y[i, j]·(logSums[i] − x[i, j]).</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> logSums, ReadOnlySpan<float> y, int columns, Span<float> losses)
    {
        for (int row = 0; row < losses.Length; row++)
        {
            float loss = 0;
            for (int j = 0, at = row * columns; j < columns; j++, at++)
                if (y[at] != 0)
                    loss += y[at] * (logSums[row] - x[at]);
            losses[row] = loss;
        }
    }

    /// <summary>dx (+)= scale·(p − e_id).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<int> ids, int columns, float scale, Span<float> dx, bool accumulate)
    {
        Lengths.Check(p, (long)ids.Length * columns);
        Lengths.Check(dx, (long)ids.Length * columns);
        fixed (int* idsAt = ids)
        fixed (float* pAt = p, dxAt = dx)
        {
            var job = new Job { P = pAt, Ids = idsAt, Dx = dxAt, Rows = ids.Length, Columns = columns, Scale = scale, Accumulate = accumulate };
            workers.Run(ref job, (job.Rows + PartRows - 1) / PartRows);
        }
    }

    /// <summary>dx (+)= scale·(p·Σy − y).</summary>
    public static void Backward(Workers workers, ReadOnlySpan<float> p, ReadOnlySpan<float> y, int columns, float scale, Span<float> dx, bool accumulate)
    {
        Lengths.Check(p, y.Length);
        Lengths.Check(dx, y.Length);
        fixed (float* pAt = p, yAt = y, dxAt = dx)
        {
            var job = new Job { P = pAt, Y = yAt, Dx = dxAt, Rows = y.Length / columns, Columns = columns, Scale = scale, Accumulate = accumulate };
            workers.Run(ref job, (job.Rows + PartRows - 1) / PartRows);
        }
    }

    struct Job : IJob
    {
        public float* P, Y, Dx;
        public int* Ids;
        public int Rows, Columns;
        public float Scale;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Rows);
            for (int row = part * PartRows; row < end; row++)
            {
                float* p = P + ((nint)row * Columns), dx = Dx + ((nint)row * Columns), y = Y == null ? null : Y + ((nint)row * Columns);
                float weight = y == null ? 1 : 0;
                if (y != null)
                    for (int j = 0; j < Columns; j++)
                        weight += y[j];
                for (int j = 0; j < Columns; j++)
                {
                    float target = y == null ? (j == Ids[row] ? 1 : 0) : y[j];
                    dx[j] = (Accumulate ? dx[j] : 0) + (Scale * ((p[j] * weight) - target));
                }
            }
        }
    }
}
