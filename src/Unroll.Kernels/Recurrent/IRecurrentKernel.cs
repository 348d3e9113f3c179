using System.Diagnostics;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>A pass over a sequence, written once over the lane and the two activations of its cell.</summary>
interface IRecurrentKernel
{
    void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation;
}

/// <summary>Picks the lane and the activations of a pass.</summary>
static class RecurrentDispatch
{
    public static void Run<TKernel>(ref TKernel kernel, ActivationFunction activation, ActivationFunction recurrent, int laneWidth)
        where TKernel : struct, IRecurrentKernel
    {
        var pick = new Pick<TKernel> { Kernel = kernel, Recurrent = recurrent, LaneWidth = laneWidth };
        if (!CellActivations.Contains(activation) || !CellActivations.Contains(recurrent))
            throw new ArgumentOutOfRangeException(nameof(activation), (activation, recurrent),
                "A cell needs activations whose derivatives follow from their results.");
        ActivationTable.Visit(activation, ref pick);
    }

    /// <summary>Takes the activation, and asks for the recurrent one.</summary>
    struct Pick<TKernel> : IActivationVisitor where TKernel : struct, IRecurrentKernel
    {
        public TKernel Kernel;
        public ActivationFunction Recurrent;
        public int LaneWidth;

        public readonly void Visit<TActivation>() where TActivation : struct, IActivation
        {
            var pick = new PickRecurrent<TKernel, TActivation> { Kernel = Kernel, LaneWidth = LaneWidth };
            ActivationTable.Visit(Recurrent, ref pick);
        }

        public readonly void VisitInput<TActivation>() where TActivation : struct, IInputActivation => throw new UnreachableException();
    }

    /// <summary>Takes the recurrent activation, and runs the pass in the lane.</summary>
    struct PickRecurrent<TKernel, TActivation> : IActivationVisitor
        where TKernel : struct, IRecurrentKernel
        where TActivation : struct, IActivation
    {
        public TKernel Kernel;
        public int LaneWidth;

        public readonly void Visit<TRecurrent>() where TRecurrent : struct, IActivation
        {
            var typed = new Typed<TKernel, TActivation, TRecurrent> { Kernel = Kernel };
            Lanes.Run(ref typed, LaneWidth);
        }

        public readonly void VisitInput<TRecurrent>() where TRecurrent : struct, IInputActivation => throw new UnreachableException();
    }

    struct Typed<TKernel, TActivation, TRecurrent> : ILaneKernel
        where TKernel : struct, IRecurrentKernel
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public TKernel Kernel;

        public void Run<TLane>() where TLane : struct, ILane<TLane> => Kernel.Run<TLane, TActivation, TRecurrent>();
    }
}
