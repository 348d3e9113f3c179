using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
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
            var job = new Gather { Ids = idsAt, Parts = new(ids.Length, PartRows), Table = tableAt, Columns = columns, Y = yAt };
            workers.Run(ref job, job.Parts.Count);
        }
    }

    /// <summary>dTable[ids[i]] += dy[i] in ascending i, for columns split among the workers; unless told to accumulate, the table starts from zeros.</summary>
    public static void Backward(Workers workers, ReadOnlySpan<int> ids, ReadOnlySpan<float> dy, int columns, Span<float> dTable, bool accumulate,
        int laneWidth = 0)
    {
        Lengths.Check(dy, (long)ids.Length * columns);

        // As many columns to a part as give every worker a few: more parts read the ids more often, and clear shorter pieces.
        int lines = Rounding.CeilDiv(columns, PartColumns), partColumns = Rounding.CeilDiv(lines, 2 * workers.Count) * PartColumns;
        fixed (int* idsAt = ids)
        fixed (float* dyAt = dy, tableAt = dTable)
        {
            var job = new Scatter
            {
                Ids = idsAt, Count = ids.Length, Dy = dyAt, Columns = columns, Table = tableAt, Rows = dTable.Length / columns, Accumulate = accumulate,
                Parts = new(columns, partColumns),
            };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    struct Gather : IJob
    {
        public int* Ids;
        public float* Table, Y;
        public int Columns;
        public Parts Parts;

        public readonly void Execute(int part, int worker)
        {
            (int first, int end) = Parts.Range(part);
            for (int i = first; i < end; i++)
                new ReadOnlySpan<float>(Table + ((nint)Ids[i] * Columns), Columns).CopyTo(new Span<float>(Y + ((nint)i * Columns), Columns));
        }
    }

    struct Scatter : ILaneJob
    {
        public int* Ids;
        public float* Dy, Table;
        public int Count, Columns, Rows;
        public Parts Parts;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            if (!Accumulate && end - first == Columns)
                new Span<float>(Table, Rows * Columns).Clear();
            else if (!Accumulate)
                for (int row = 0; row < Rows; row++)
                    new Span<float>(Table + ((nint)row * Columns) + first, end - first).Clear();
            for (int i = 0; i < Count; i++)
            {
                float* into = Table + ((nint)Ids[i] * Columns) + first;
                ElementLoop.Apply<TLane, AddFunction>(default, into, Dy + ((nint)i * Columns) + first, into, end - first);
            }
        }
    }
}
