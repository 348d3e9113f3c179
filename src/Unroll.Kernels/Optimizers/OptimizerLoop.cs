using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>The one loop of all optimizers: clipping, weight decay and the update of a range of weights in one pass.</summary>
static unsafe class OptimizerLoop
{
    const int PartLength = 16 * 1024;

    /// <summary>Updates a range of weights and the slots that belong to it; a slot that is not in use is empty.</summary>
    public static void Run<TUpdate>(Workers workers, TUpdate update, ClipAndDecay before, Span<float> weights, ReadOnlySpan<float> gradients,
        Span<float> first, Span<float> second, Span<float> third)
        where TUpdate : struct, IWeightUpdate
    {
        int length = weights.Length;
        Lengths.Check(gradients, length);
        Lengths.Check(first, update.Slots > 0 ? length : 0);
        Lengths.Check(second, update.Slots > 1 ? length : 0);
        Lengths.Check(third, update.Slots > 2 ? length : 0);
        fixed (float* weightsAt = weights, gradientsAt = gradients, firstAt = first, secondAt = second, thirdAt = third)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512, TUpdate>(workers, update, before, weightsAt, gradientsAt, firstAt, secondAt, thirdAt, length);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256, TUpdate>(workers, update, before, weightsAt, gradientsAt, firstAt, secondAt, thirdAt, length);
            else
                Run<Lane128, TUpdate>(workers, update, before, weightsAt, gradientsAt, firstAt, secondAt, thirdAt, length);
        }
    }

    public static void Run<TLane, TUpdate>(Workers workers, TUpdate update, ClipAndDecay before, float* weights, float* gradients,
        float* first, float* second, float* third, int length)
        where TLane : struct, ILane<TLane>
        where TUpdate : struct, IWeightUpdate
    {
        var job = new Job<TLane, TUpdate>
        {
            Update = update,
            Before = before,
            Weights = weights,
            Gradients = gradients,
            First = first,
            Second = second,
            Third = third,
            Length = length,
        };
        workers.Run(ref job, (length + PartLength - 1) / PartLength);
    }

    struct Job<TLane, TUpdate> : IJob
        where TLane : struct, ILane<TLane>
        where TUpdate : struct, IWeightUpdate
    {
        public TUpdate Update;
        public ClipAndDecay Before;
        public float* Weights, Gradients, First, Second, Third;
        public int Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            // Copies, so that no store into an array can change a number of the step.
            Job<TLane, TUpdate> job = this;
            int i = part * PartLength, end = Math.Min(i + PartLength, Length);
            for (; i + TLane.Width <= end; i += TLane.Width)
                job.One<TLane>(i);
            for (; i < end; i++)
                job.One<LaneScalar>(i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(int i) where TAny : struct, ILane<TAny>
        {
            TAny gradient = Before.Gradient(TAny.Load(Gradients + i)), weight = Before.Weight(TAny.Load(Weights + i));
            TAny.Store(Update.Apply(weight, gradient, First + i, Second + i, Third + i), Weights + i);
        }
    }
}
