using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The way back through a simple recurrent layer: the hidden states' gradients become those of z = x·W + b + h·U, in place.</summary>
unsafe struct SimpleRnnBackward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _hidden;
    float* _weights;
    float* _gradients;
    float* _packed;
    bool _lastOnly;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="lastOnly">Whether only the last output has a gradient; the other blocks are then written, not read.</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">U: [units, units].</param>
    /// <param name="gradients">[steps + 1, batch, units]: in, the outputs' gradients; out, those of z in the outputs' blocks.</param>
    /// <param name="packed">Room for the transpose of U: <see cref="SimpleRnnForward.PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, bool lastOnly, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> recurrentKernel, Span<float> gradients, Span<float> packed, int laneWidth = 0)
    {
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, layout.Units * layout.Units);
        Lengths.Check(gradients, layout.StateLength);
        Lengths.Check(packed, SimpleRnnForward.PackedLength(layout.Units));
        fixed (float* hiddenAt = hidden, weightsAt = recurrentKernel, gradientsAt = gradients, packedAt = packed)
        {
            var kernel = new SimpleRnnBackward
            {
                _workers = workers, _layout = layout, _hidden = hiddenAt, _weights = weightsAt, _gradients = gradientsAt, _packed = packedAt, _lastOnly = lastOnly,
            };
            RecurrentDispatch.Run(ref kernel, activation, ActivationFunction.Linear, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        var parts = new RowParts(_layout.Batch, _workers.Count);
        var job = new Job<TLane, TActivation>
        {
            Pass = this, Parts = parts, Workers = _workers, Product = new(new Matrix(_weights, 1, units), units, units, parts.Rows, _packed),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
    {
        public SimpleRnnBackward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> Product;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            for (int step = layout.Steps - 1; step >= 0; step--)
            {
                int time = layout.Time(step);
                nint next = layout.Row(layout.FirstOutput + time, first);
                Cells(Pass._hidden + next, Pass._gradients + next, count * units);
                if (step == 0)
                    break;
                float* into = Pass._gradients + layout.Row(layout.FirstPrevious + time, first);
                Product.Run(Pass._gradients + next, units, count, Pass._lastOnly ? null : into, units, into, units, Workers.Scratch(worker));
            }
        }

        static void Cells(float* hidden, float* gradients, int length)
        {
            int at = 0;
            for (; at + TLane.Width <= length; at += TLane.Width)
                TLane.Store(TLane.Load(gradients + at) * TActivation.Derivative(TLane.Load(hidden + at)), gradients + at);
            for (; at < length; at++)
                LaneScalar.Store(LaneScalar.Load(gradients + at) * TActivation.Derivative(LaneScalar.Load(hidden + at)), gradients + at);
        }
    }
}
