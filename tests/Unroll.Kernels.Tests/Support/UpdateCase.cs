using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Tests.Support;

/// <summary>An optimizer's kernel with its naive form in double.</summary>
abstract unsafe class UpdateCase(int slots, float initial)
{
    /// <summary>One weight's new value; the slots are changed in place.</summary>
    public delegate double Naive(int step, double weight, double gradient, Span<double> slots);

    /// <summary>Slots in use.</summary>
    public int Slots { get; } = slots;

    /// <summary>What the slots hold at first.</summary>
    public float Initial { get; } = initial;

    public abstract double Reference(int step, double weight, double gradient, Span<double> slots);

    public abstract void Run(int laneWidth, Workers workers, int step, ClipAndDecay before, float* weights, float* gradients, float*[] slots, int length);

    public abstract void Run(Workers workers, float[] weights, float[] gradients, float[] first, float[] second, float[] third);

    public static UpdateCase Of<TUpdate>(Func<int, TUpdate> update, Naive naive, float initial = 0) where TUpdate : struct, IWeightUpdate =>
        new Typed<TUpdate>(update, naive, initial);

    sealed class Typed<TUpdate>(Func<int, TUpdate> update, Naive naive, float initial) : UpdateCase(update(1).Slots, initial)
        where TUpdate : struct, IWeightUpdate
    {
        public override double Reference(int step, double weight, double gradient, Span<double> slots) => naive(step, weight, gradient, slots);

        public override void Run(int laneWidth, Workers workers, int step, ClipAndDecay before, float* weights, float* gradients, float*[] slots, int length)
        {
            TUpdate numbers = update(step);
            switch (laneWidth)
            {
                case 16: OptimizerLoop.Run<Lane512, TUpdate>(workers, numbers, before, weights, gradients, slots[0], slots[1], slots[2], length); break;
                case 8: OptimizerLoop.Run<Lane256, TUpdate>(workers, numbers, before, weights, gradients, slots[0], slots[1], slots[2], length); break;
                case 4: OptimizerLoop.Run<Lane128, TUpdate>(workers, numbers, before, weights, gradients, slots[0], slots[1], slots[2], length); break;
                default: OptimizerLoop.Run<LaneScalar, TUpdate>(workers, numbers, before, weights, gradients, slots[0], slots[1], slots[2], length); break;
            }
        }

        public override void Run(Workers workers, float[] weights, float[] gradients, float[] first, float[] second, float[] third) =>
            OptimizerLoop.Run(workers, update(1), ClipAndDecay.None, weights, gradients, first, second, third);
    }
}
