using System.Diagnostics;
using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// The hardware limit that every kernel is measured against: the multiply-adds of a tile that touch nothing but registers, on all workers at once. They are as
/// many chains as fit beside their operands: 12 where there are 16 registers, 24 where there are 32.
/// </summary>
static unsafe class FmaPeak
{
    const int Rows = 6;
    const int Loops = 1_000_000;
    const int Trials = 5;

    /// <summary>Bits of the widest lane in use.</summary>
    public static int LaneBits => 32 * Hardware.Width;

    /// <summary>Measures for about a second.</summary>
    /// <param name="workers">Threads that run at once.</param>
    /// <returns>Floating-point operations a second, the best of five trials; a multiply-add counts as two.</returns>
    public static double Measure(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        using var crew = new Workers(workers);
        var measurement = new Measurement { Crew = crew };
        Lanes.Run(ref measurement);
        return measurement.Best;
    }

    struct Measurement : ILaneKernel
    {
        public Workers Crew;
        public double Best;

        public void Run<TLane>() where TLane : struct, ILane<TLane>
        {
            if (TLane.Accumulators >= 6 * LaneRow4<TLane>.Lanes)
                Run<TLane, LaneRow4<TLane>>();
            else
                Run<TLane, LaneRow2<TLane>>();
        }

        void Run<TLane, TRow>()
            where TLane : struct, ILane<TLane>
            where TRow : struct, ILaneRow<TRow, TLane>
        {
            for (int trial = 0; trial <= Trials; trial++)
            {
                var job = new Job<TLane, TRow>();
                long start = Stopwatch.GetTimestamp();
                Crew.Run(ref job, Crew.Count);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

                // The first trial warms the code up.
                if (trial > 0)
                    Best = Math.Max(Best, 2.0 * Rows * TRow.Lanes * TLane.Width * Loops * Crew.Count / seconds);
            }
        }
    }

    struct Job<TLane, TRow> : IJob
        where TLane : struct, ILane<TLane>
        where TRow : struct, ILaneRow<TRow, TLane>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            float* values = stackalloc float[4 * 16];
            new Span<float>(values, 4 * 16).Fill(0.001f);
            TLane left = TLane.Create(0.999f);
            TRow right = TRow.Load(values, TLane.Width);
            TRow r0 = right, r1 = right, r2 = right, r3 = right, r4 = right, r5 = right;
            for (int i = 0; i < Loops; i++)
            {
                r0 = TRow.MultiplyAdd(left, right, r0);
                r1 = TRow.MultiplyAdd(left, right, r1);
                r2 = TRow.MultiplyAdd(left, right, r2);
                r3 = TRow.MultiplyAdd(left, right, r3);
                r4 = TRow.MultiplyAdd(left, right, r4);
                r5 = TRow.MultiplyAdd(left, right, r5);
            }

            // What is stored is not optimized away.
            TRow.Store(r0, values, TLane.Width);
            TRow.Store(r1, values, TLane.Width);
            TRow.Store(r2, values, TLane.Width);
            TRow.Store(r3, values, TLane.Width);
            TRow.Store(r4, values, TLane.Width);
            TRow.Store(r5, values, TLane.Width);
        }
    }
}
