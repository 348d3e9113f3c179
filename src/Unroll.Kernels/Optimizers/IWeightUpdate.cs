using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>What an optimizer does to one weight. The numbers of the step are fields; what it remembers of the weight lies in up to three slots.</summary>
unsafe interface IWeightUpdate
{
    /// <summary>Slots in use: the first of the three.</summary>
    int Slots { get; }

    /// <param name="weight">The weight, after weight decay.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="first">This weight's place in the first slot, to be loaded and stored.</param>
    /// <param name="second">The same in the second.</param>
    /// <param name="third">The same in the third.</param>
    /// <returns>The new weight.</returns>
    TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>;
}
