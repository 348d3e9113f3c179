namespace Unroll.Kernels.Embedding;

/// <summary>Rows of a table by their numbers, and the gradient that returns to them.</summary>
static unsafe class EmbeddingKernel
{
    const int PartRows = 256;
    const int PartColumns = 32;

    /// <summary>y[i] = table[ids[i]]. ids: count numbers below the table's rows, checked by the caller; table: [rows, columns]; y: [count, columns].</summary>
    public static void Forward(Workers workers, ReadOnlySpan<int> ids, ReadOnlySpan<float> table, int columns, Span<float> y)
    {
        Lengths.Check(y, (long)ids.Length * columns);
        fixed (int* idsAt = ids)
        fixed (float* tableAt = table, yAt = y)
        {
            var job = new Gather { Ids = idsAt, Count = ids.Length, Table = tableAt, Columns = columns, Y = yAt };
            workers.Run(ref job, (ids.Length + PartRows - 1) / PartRows);
        }
    }

    /// <summary>dTable[ids[i]] += dy[i] in ascending i, for columns split among the workers; unless told to accumulate, the table starts from zeros.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<int> ids, ReadOnlySpan<float> dy, int columns, Span<float> dTable, bool accumulate)
    {
        Lengths.Check(dy, (long)ids.Length * columns);
        fixed (int* idsAt = ids)
        fixed (float* dyAt = dy, tableAt = dTable)
        {
            var job = new Scatter
            {
                Ids = idsAt, Count = ids.Length, Dy = dyAt, Columns = columns, Table = tableAt, Rows = dTable.Length / columns, Accumulate = accumulate,
            };
            workers.Run(ref job, (columns + PartColumns - 1) / PartColumns);
        }
    }

    struct Gather : IJob
    {
        public int* Ids;
        public float* Table, Y;
        public int Count, Columns;

        public readonly void Execute(int part, int worker)
        {
            int end = Math.Min((part + 1) * PartRows, Count);
            for (int i = part * PartRows; i < end; i++)
                new ReadOnlySpan<float>(Table + ((nint)Ids[i] * Columns), Columns).CopyTo(new Span<float>(Y + ((nint)i * Columns), Columns));
        }
    }

    struct Scatter : IJob
    {
        public int* Ids;
        public float* Dy, Table;
        public int Count, Columns, Rows;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int first = part * PartColumns, end = Math.Min(first + PartColumns, Columns);
            if (!Accumulate)
                for (int row = 0; row < Rows; row++)
                    new Span<float>(Table + ((nint)row * Columns) + first, end - first).Clear();
            for (int i = 0; i < Count; i++)
            {
                float* into = Table + ((nint)Ids[i] * Columns), from = Dy + ((nint)i * Columns);
                for (int column = first; column < end; column++)
                    into[column] += from[column];
            }
        }
    }
}
