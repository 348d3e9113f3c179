using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>The one loop of all optimizers: clipping, weight decay and the update of a range of weights in one pass.</summary>
static unsafe class OptimizerLoop
{
    const int PartLength = 16 * 1024;

    /// <summary>Updates a range of weights and the slots that belong to it; a slot that is not in use is empty.</summary>
    public static void Run<TUpdate>(Workers workers, TUpdate update, ClipAndDecay before, Span<float> weights, ReadOnlySpan<float> gradients,
        Span<float> first, Span<float> second, Span<float> third, int laneWidth = 0)
        where TUpdate : struct, IWeightUpdate
    {
        int length = weights.Length;
        Lengths.Check(gradients, length);
        Lengths.Check(first, update.Slots > 0 ? length : 0);
        Lengths.Check(second, update.Slots > 1 ? length : 0);
        Lengths.Check(third, update.Slots > 2 ? length : 0);
        fixed (float* weightsAt = weights, gradientsAt = gradients, firstAt = first, secondAt = second, thirdAt = third)
        {
            var job = new Job<TUpdate>
            {
                Update = update, Before = before, Weights = weightsAt, Gradients = gradientsAt, First = firstAt, Second = secondAt, Third = thirdAt,
                Parts = new(length, PartLength),
            };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    struct Job<TUpdate> : ILaneJob where TUpdate : struct, IWeightUpdate
    {
        public TUpdate Update;
        public ClipAndDecay Before;
        public float* Weights, Gradients, First, Second, Third;
        public Parts Parts;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            // Copies, so that no store into an array can change a number of the step.
            Job<TUpdate> job = this;
            (int i, int end) = Parts.Range(part);
            for (; i + TLane.Width <= end; i += TLane.Width)
                job.One<TLane>(i);
            for (; i < end; i++)
                job.One<LaneScalar>(i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TLane>(int i) where TLane : struct, ILane<TLane>
        {
            TLane gradient = Before.Gradient(TLane.Load(Gradients + i)), weight = Before.Weight(TLane.Load(Weights + i));
            TLane.Store(Update.Apply(weight, gradient, First + i, Second + i, Third + i), Weights + i);
        }
    }
}
