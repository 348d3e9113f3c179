using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>Where adjacent columns of a matrix lie.</summary>
/// <param name="Stride">Elements from a row to the next.</param>
/// <param name="First">The first of the columns.</param>
readonly record struct Columns(int Stride, int First);

/// <summary>Copies adjacent columns of a matrix into another one, or adds them there; the workers share the rows.</summary>
static unsafe class ColumnCopy
{
    const int PartLength = 16 * 1024;

    /// <summary>The columns of the source in the place of those of the target, or added to them. The two do not overlap.</summary>
    public static void Run(Workers workers, ReadOnlySpan<float> source, Columns from, Span<float> target, Columns to, int count, int rows, bool accumulate,
        int laneWidth = 0)
    {
        Lengths.Check(source, Needed(from, count, rows));
        Lengths.Check<float>(target, Needed(to, count, rows));
        fixed (float* sourceAt = source, targetAt = target)
        {
            var job = new Job
            {
                Source = sourceAt + from.First, Target = targetAt + to.First, SourceStride = from.Stride, TargetStride = to.Stride, Count = count,
                Parts = Parts.OfRows(rows, count, PartLength), Accumulate = accumulate,
            };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    static long Needed(Columns columns, int count, int rows) => rows == 0 || count == 0 ? 0 : ((long)(rows - 1) * columns.Stride) + columns.First + count;

    struct Job : ILaneJob
    {
        public float* Source, Target;
        public long SourceStride, TargetStride;
        public int Count;
        public Parts Parts;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            for (long row = first; row < end; row++)
            {
                float* from = Source + (row * SourceStride), into = Target + (row * TargetStride);
                if (Accumulate)
                    ElementLoop.Apply<TLane, AddFunction>(default, into, from, into, Count);
                else
                    new ReadOnlySpan<float>(from, Count).CopyTo(new Span<float>(into, Count));
            }
        }
    }
}
