using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>What a cell does at every step with a row of the batch, once the step's product is there for all of its units.</summary>
interface IStepRow
{
    /// <summary>Goes to a step: −1 is the initial state, in a backward pass that needs its gradient.</summary>
    void MoveTo(int step);

    void Run<TLane>(int row) where TLane : struct, ILane<TLane>;
}
