using System.Diagnostics;
using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels;

/// <summary>The hardware limit that every kernel is measured against: multiply-adds that touch nothing but registers, on all workers at once.</summary>
static unsafe class FmaPeak
{
    const int Chains = 16;
    const int Loops = 2_000_000;
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
            float* sinks = stackalloc float[64 * 16];
            for (int trial = 0; trial <= Trials; trial++)
            {
                var job = new Job<TLane> { Sinks = sinks };
                long start = Stopwatch.GetTimestamp();
                Crew.Run(ref job, Crew.Count);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

                // The first trial warms the code up.
                if (trial > 0)
                    Best = Math.Max(Best, 2.0 * Chains * TLane.Width * Loops * Crew.Count / seconds);
            }
        }
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* Sinks;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            TLane a = TLane.Create(0.999f), b = TLane.Create(0.001f);
            TLane x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a, x12 = a, x13 = a, x14 = a, x15 = a;
            for (int i = 0; i < Loops; i++)
            {
                x0 = TLane.MultiplyAdd(x0, a, b);
                x1 = TLane.MultiplyAdd(x1, a, b);
                x2 = TLane.MultiplyAdd(x2, a, b);
                x3 = TLane.MultiplyAdd(x3, a, b);
                x4 = TLane.MultiplyAdd(x4, a, b);
                x5 = TLane.MultiplyAdd(x5, a, b);
                x6 = TLane.MultiplyAdd(x6, a, b);
                x7 = TLane.MultiplyAdd(x7, a, b);
                x8 = TLane.MultiplyAdd(x8, a, b);
                x9 = TLane.MultiplyAdd(x9, a, b);
                x10 = TLane.MultiplyAdd(x10, a, b);
                x11 = TLane.MultiplyAdd(x11, a, b);
                x12 = TLane.MultiplyAdd(x12, a, b);
                x13 = TLane.MultiplyAdd(x13, a, b);
                x14 = TLane.MultiplyAdd(x14, a, b);
                x15 = TLane.MultiplyAdd(x15, a, b);
            }

            TLane sum = ((x0 + x1) + (x2 + x3)) + ((x4 + x5) + (x6 + x7)) + ((x8 + x9) + (x10 + x11)) + ((x12 + x13) + (x14 + x15));
            TLane.Store(sum, Sinks + (worker % 64 * 16));
        }
    }
}
