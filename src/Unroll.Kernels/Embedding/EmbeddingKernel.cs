using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Embedding;

/// <summary>Rows of a table by their numbers, and the gradient that returns to them.</summary>
static unsafe class EmbeddingKernel
{
    const int PartRows = 256;

    // One 64-byte line: workers never write to the same one where rows are whole lines.
    const int PartColumns = 16;

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
            int rows = dTable.Length / columns;
            if (Vector512.IsHardwareAccelerated)
                Backward<Lane512>(workers, idsAt, ids.Length, dyAt, columns, tableAt, rows, accumulate);
            else if (Vector256.IsHardwareAccelerated)
                Backward<Lane256>(workers, idsAt, ids.Length, dyAt, columns, tableAt, rows, accumulate);
            else
                Backward<Lane128>(workers, idsAt, ids.Length, dyAt, columns, tableAt, rows, accumulate);
        }
    }

    public static void Backward<TLane>(Workers workers, int* ids, int count, float* dy, int columns, float* dTable, int rows, bool accumulate)
        where TLane : struct, ILane<TLane>
    {
        // As many columns to a part as give every worker a few: more parts read the ids more often, and clear shorter pieces.
        int lines = (columns + PartColumns - 1) / PartColumns, partColumns = (lines + (2 * workers.Count) - 1) / (2 * workers.Count) * PartColumns;
        var job = new Scatter<TLane>
        {
            Ids = ids, Count = count, Dy = dy, Columns = columns, Table = dTable, Rows = rows, Accumulate = accumulate, PartColumns = partColumns,
        };
        workers.Run(ref job, (columns + partColumns - 1) / partColumns);
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

    struct Scatter<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public int* Ids;
        public float* Dy, Table;
        public int Count, Columns, Rows, PartColumns;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            int first = part * PartColumns, end = Math.Min(first + PartColumns, Columns);
            if (!Accumulate && end - first == Columns)
                new Span<float>(Table, Rows * Columns).Clear();
            else if (!Accumulate)
                for (int row = 0; row < Rows; row++)
                    new Span<float>(Table + ((nint)row * Columns) + first, end - first).Clear();
            for (int i = 0; i < Count; i++)
            {
                float* into = Table + ((nint)Ids[i] * Columns), from = Dy + ((nint)i * Columns);
                int column = first;
                for (; column + TLane.Width <= end; column += TLane.Width)
                    TLane.Store(TLane.Load(into + column) + TLane.Load(from + column), into + column);
                for (; column < end; column++)
                    into[column] += from[column];
            }
        }
    }
}
