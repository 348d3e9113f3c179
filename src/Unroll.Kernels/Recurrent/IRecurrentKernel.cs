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
        switch (activation)
        {
            case ActivationFunction.Linear: Run<TKernel, Linear>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Relu: Run<TKernel, Relu>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.LeakyRelu: Run<TKernel, LeakyRelu>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Elu: Run<TKernel, Elu>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Selu: Run<TKernel, Selu>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Softplus: Run<TKernel, Softplus>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Softsign: Run<TKernel, Softsign>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Tanh: Run<TKernel, Tanh>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Sigmoid: Run<TKernel, Sigmoid>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.HardSigmoid: Run<TKernel, HardSigmoid>(ref kernel, recurrent, laneWidth); break;
            case ActivationFunction.Exponential: Run<TKernel, Exponential>(ref kernel, recurrent, laneWidth); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "A cell needs an element-wise activation.");
        }
    }

    static void Run<TKernel, TActivation>(ref TKernel kernel, ActivationFunction recurrent, int laneWidth)
        where TKernel : struct, IRecurrentKernel
        where TActivation : struct, IActivation
    {
        switch (recurrent)
        {
            case ActivationFunction.Linear: Run<TKernel, TActivation, Linear>(ref kernel, laneWidth); break;
            case ActivationFunction.Relu: Run<TKernel, TActivation, Relu>(ref kernel, laneWidth); break;
            case ActivationFunction.LeakyRelu: Run<TKernel, TActivation, LeakyRelu>(ref kernel, laneWidth); break;
            case ActivationFunction.Elu: Run<TKernel, TActivation, Elu>(ref kernel, laneWidth); break;
            case ActivationFunction.Selu: Run<TKernel, TActivation, Selu>(ref kernel, laneWidth); break;
            case ActivationFunction.Softplus: Run<TKernel, TActivation, Softplus>(ref kernel, laneWidth); break;
            case ActivationFunction.Softsign: Run<TKernel, TActivation, Softsign>(ref kernel, laneWidth); break;
            case ActivationFunction.Tanh: Run<TKernel, TActivation, Tanh>(ref kernel, laneWidth); break;
            case ActivationFunction.Sigmoid: Run<TKernel, TActivation, Sigmoid>(ref kernel, laneWidth); break;
            case ActivationFunction.HardSigmoid: Run<TKernel, TActivation, HardSigmoid>(ref kernel, laneWidth); break;
            case ActivationFunction.Exponential: Run<TKernel, TActivation, Exponential>(ref kernel, laneWidth); break;
            default: throw new ArgumentOutOfRangeException(nameof(recurrent), recurrent, "A cell needs an element-wise recurrent activation.");
        }
    }

    static void Run<TKernel, TActivation, TRecurrent>(ref TKernel kernel, int laneWidth)
        where TKernel : struct, IRecurrentKernel
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        var typed = new Typed<TKernel, TActivation, TRecurrent> { Kernel = kernel };
        Lanes.Run(ref typed, laneWidth);
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
