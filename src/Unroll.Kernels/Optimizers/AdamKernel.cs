using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>The numbers of one step of Adam, as Keras writes it.</summary>
/// <param name="GradientScale">What clipping multiplies the gradients by.</param>
/// <param name="FirstRate">1 − β₁.</param>
/// <param name="SecondRate">1 − β₂.</param>
/// <param name="StepSize">α = η·√(1 − β₂ᵗ) / (1 − β₁ᵗ).</param>
/// <param name="Epsilon">ε, not corrected for bias.</param>
readonly record struct AdamStep(float GradientScale, float FirstRate, float SecondRate, float StepSize, float Epsilon);

/// <summary>Adam (Kingma and Ba, 2015) in one pass: m += (g − m)(1 − β₁), v += (g² − v)(1 − β₂), w −= α·m / (√v + ε).</summary>
static unsafe class AdamKernel
{
    const int PartLength = 16 * 1024;

    /// <summary>Updates a range of weights and its two moments.</summary>
    public static void Run(Workers workers, AdamStep step, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
    {
        Lengths.Check(gradients, weights.Length);
        Lengths.Check(first, weights.Length);
        Lengths.Check(second, weights.Length);
        fixed (float* weightsAt = weights, gradientsAt = gradients, firstAt = first, secondAt = second)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, step, weightsAt, gradientsAt, firstAt, secondAt, weights.Length);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, step, weightsAt, gradientsAt, firstAt, secondAt, weights.Length);
            else
                Run<Lane128>(workers, step, weightsAt, gradientsAt, firstAt, secondAt, weights.Length);
        }
    }

    public static void Run<TLane>(Workers workers, AdamStep step, float* weights, float* gradients, float* first, float* second, int length)
        where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { Step = step, Weights = weights, Gradients = gradients, First = first, Second = second, Length = length };
        workers.Run(ref job, (length + PartLength - 1) / PartLength);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public AdamStep Step;
        public float* Weights, Gradients, First, Second;
        public int Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            int i = part * PartLength, end = Math.Min(i + PartLength, Length);
            for (; i + TLane.Width <= end; i += TLane.Width)
                Update<TLane>(i);
            for (; i < end; i++)
                Update<LaneScalar>(i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Update<TAny>(int i) where TAny : struct, ILane<TAny>
        {
            TAny gradient = TAny.Load(Gradients + i) * TAny.Create(Step.GradientScale);
            TAny m = TAny.Load(First + i), v = TAny.Load(Second + i);
            m = TAny.MultiplyAdd(gradient - m, TAny.Create(Step.FirstRate), m);
            v = TAny.MultiplyAdd((gradient * gradient) - v, TAny.Create(Step.SecondRate), v);
            TAny.Store(m, First + i);
            TAny.Store(v, Second + i);
            TAny.Store(TAny.Load(Weights + i) - (TAny.Create(Step.StepSize) * m / (TAny.Sqrt(v) + TAny.Create(Step.Epsilon))), Weights + i);
        }
    }
}
