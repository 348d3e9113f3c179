namespace Unroll.Kernels.Simd;

/// <summary>Work that is written once over the lane. Its operands are fields.</summary>
interface ILaneKernel
{
    void Run<TLane>() where TLane : struct, ILane<TLane>;
}
