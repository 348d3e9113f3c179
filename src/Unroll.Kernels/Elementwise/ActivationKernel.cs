using Unroll.Kernels.Activations;

namespace Unroll.Kernels.Elementwise;

/// <summary>An activation over a whole tensor.</summary>
static class ActivationKernel
{
    /// <summary>y = φ(x).</summary>
    public static void Forward(Workers workers, ActivationFunction activation, ReadOnlySpan<float> x, Span<float> y)
    {
        var forward = new ForwardVisitor { Workers = workers, X = x, Y = y };
        if (!ActivationTable.Visit(activation, ref forward))
            throw NotElementwise(activation);
    }

    /// <summary>dx = dy · φ'(x), or added to dx; each activation takes its derivative from x or from y = φ(x).</summary>
    public static void Backward(Workers workers, ActivationFunction activation, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy,
        Span<float> dx, bool accumulate)
    {
        var backward = new BackwardVisitor { Workers = workers, X = x, Y = y, Dy = dy, Dx = dx, Accumulate = accumulate };
        if (!ActivationTable.Visit(activation, ref backward))
            throw NotElementwise(activation);
    }

    static ArgumentOutOfRangeException NotElementwise(ActivationFunction activation) =>
        new(nameof(activation), activation, "Not an element-wise activation.");

    ref struct ForwardVisitor : IActivationVisitor
    {
        public Workers Workers;
        public ReadOnlySpan<float> X;
        public Span<float> Y;

        public readonly void Visit<TActivation>() where TActivation : struct, IActivation => Run<TActivation>();

        public readonly void VisitInput<TActivation>() where TActivation : struct, IInputActivation => Run<TActivation>();

        readonly void Run<TActivation>() where TActivation : struct, IForwardActivation => ElementLoop.Run(Workers, new ActivationForward<TActivation>(), X, Y);
    }

    ref struct BackwardVisitor : IActivationVisitor
    {
        public Workers Workers;
        public ReadOnlySpan<float> X, Y, Dy;
        public Span<float> Dx;
        public bool Accumulate;

        public readonly void Visit<TActivation>() where TActivation : struct, IActivation =>
            ElementLoop.Run(Workers, new ActivationBackward<TActivation>(), Dy, Y, Dx, Accumulate);

        public readonly void VisitInput<TActivation>() where TActivation : struct, IInputActivation =>
            ElementLoop.Run(Workers, new InputActivationBackward<TActivation>(), Dy, X, Dx, Accumulate);
    }
}
