using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>A simple recurrent layer over a whole sequence: h' = φ(x·W + b + h·U), computed where x·W + b lies.</summary>
unsafe struct SimpleRnnForward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _weights;
    float* _hidden;
    float* _packed;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentKernel">U: [units, units].</param>
    /// <param name="hidden">[steps + 1, batch, units]: in, the initial state in its block and x·W + b in the others; out, the hidden states.</param>
    /// <param name="packed">Room for U: <see cref="PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ReadOnlySpan<float> recurrentKernel, Span<float> hidden,
        Span<float> packed, int laneWidth = 0)
    {
        Lengths.Check(recurrentKernel, layout.Units * layout.Units);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(packed, PackedLength(layout.Units));
        fixed (float* weightsAt = recurrentKernel, hiddenAt = hidden, packedAt = packed)
        {
            var kernel = new SimpleRnnForward { _workers = workers, _layout = layout, _weights = weightsAt, _hidden = hiddenAt, _packed = packedAt };
            RecurrentDispatch.Run(ref kernel, activation, ActivationFunction.Linear, laneWidth);
        }
    }

    /// <summary>Floats of room for the packed recurrent weights.</summary>
    public static int PackedLength(int units) => StepProduct<Lane512>.Length(units, units);

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        Workers? shared = StepProduct<TLane>.IsShared(_workers, _layout.Batch, units, units) ? _workers : null;
        var parts = new RowParts(_layout.Batch, shared is null ? _workers.Count : 1);
        var job = new Job<TLane, TActivation>
        {
            Pass = this, Parts = parts, Workers = _workers, Product = new(new Matrix(_weights, units, 1), units, units, parts.Rows, _packed, shared),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
    {
        public SimpleRnnForward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> Product;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            for (int step = 0; step < layout.Steps; step++)
            {
                int time = layout.Time(step);
                float* next = Pass._hidden + layout.Row(layout.FirstOutput + time, first);
                Product.Run(Pass._hidden + layout.Row(layout.FirstPrevious + time, first), units, count, next, units, next, units, Workers.Scratch(worker));
                Cells(next, count * units);
            }
        }

        static void Cells(float* hidden, int length)
        {
            int at = 0;
            for (; at + TLane.Width <= length; at += TLane.Width)
                TLane.Store(TActivation.Apply(TLane.Load(hidden + at)), hidden + at);
            for (; at < length; at++)
                LaneScalar.Store(TActivation.Apply(LaneScalar.Load(hidden + at)), hidden + at);
        }
    }
}
