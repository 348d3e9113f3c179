using Unroll.Kernels.Optimizers;

namespace Unroll.Kernels.Tests.Support;

/// <summary>An optimizer's kernel with its naive form in double.</summary>
abstract class UpdateCase(int slots, float initial)
{
    /// <summary>One weight's new value; the slots are changed in place.</summary>
    public delegate double Naive(int step, double weight, double gradient, Span<double> slots);

    /// <summary>Slots in use.</summary>
    public int Slots { get; } = slots;

    /// <summary>What the slots hold at first.</summary>
    public float Initial { get; } = initial;

    public abstract double Reference(int step, double weight, double gradient, Span<double> slots);

    public abstract void Run(Workers workers, int step, ClipAndDecay before, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first,
        Span<float> second, Span<float> third, int laneWidth = 0);

    public static UpdateCase Of<TUpdate>(Func<int, TUpdate> update, Naive naive, float initial = 0) where TUpdate : struct, IWeightUpdate =>
        new Typed<TUpdate>(update, naive, initial);

    sealed class Typed<TUpdate>(Func<int, TUpdate> update, Naive naive, float initial) : UpdateCase(update(1).Slots, initial)
        where TUpdate : struct, IWeightUpdate
    {
        public override double Reference(int step, double weight, double gradient, Span<double> slots) => naive(step, weight, gradient, slots);

        public override void Run(Workers workers, int step, ClipAndDecay before, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first,
            Span<float> second, Span<float> third, int laneWidth = 0) =>
            OptimizerLoop.Run(workers, update(step), before, weights, gradients, first, second, third, laneWidth);
    }
}
