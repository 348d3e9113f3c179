using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The way back through a GRU that resets before the product: leaves the gradients of x (z, r, h) at all times.</summary>
unsafe struct GruResetBeforeBackward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _hidden;
    float* _weights;
    float* _hiddenGradients;
    float* _gateGradients;
    float* _resetGradients;
    float* _packed;
    bool _lastOnly;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="lastOnly">Whether only the last output has a gradient; the other blocks are then written, not read.</param>
    /// <param name="gates">The activated gates: [steps, batch, 3·units].</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="hiddenGradients">[steps + 1, batch, units]: in, the outputs' gradients; out, those of all hidden states, the initial one's excepted.</param>
    /// <param name="gateGradients">Out: the gradients of x, [steps, batch, 3·units].</param>
    /// <param name="resetGradients">Scratch: the gradients of r·h, [batch, units].</param>
    /// <param name="packed">Room for the transpose of U: <see cref="GruBackward.PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, bool lastOnly,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel, Span<float> hiddenGradients, Span<float> gateGradients,
        Span<float> resetGradients, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 3 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, units * 3 * units);
        Lengths.Check(hiddenGradients, layout.StateLength);
        Lengths.Check(gateGradients, 3 * layout.OutputLength);
        Lengths.Check(resetGradients, layout.Batch * units);
        Lengths.Check(packed, GruBackward.PackedLength(units));
        fixed (float* gatesAt = gates, hiddenAt = hidden, weightsAt = recurrentKernel, hiddenGradientsAt = hiddenGradients, gateGradientsAt = gateGradients,
            resetAt = resetGradients, packedAt = packed)
        {
            var kernel = new GruResetBeforeBackward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _hidden = hiddenAt, _weights = weightsAt, _hiddenGradients = hiddenGradientsAt,
                _gateGradients = gateGradientsAt, _resetGradients = resetAt, _packed = packedAt, _lastOnly = lastOnly,
            };
            RecurrentDispatch.Run(ref kernel, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        var parts = new RowParts(_layout.Batch, _workers.Count);
        var job = new Job<TLane, TActivation, TRecurrent>
        {
            Pass = this, Parts = parts, Workers = _workers,
            UpdateReset = new(new Matrix(_weights, 1, 3 * units), 2 * units, units, parts.Rows, _packed),
            Candidate = new(new Matrix(_weights + (2 * units), 1, 3 * units), units, units, parts.Rows, _packed + StepProduct<Lane512>.Length(2 * units, units)),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation, TRecurrent> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruResetBeforeBackward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> UpdateReset, Candidate;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            float* scratch = Workers.Scratch(worker), resetGradients = Pass._resetGradients + (first * units);
            for (int step = layout.Steps - 1; step >= 0; step--)
            {
                int time = layout.Time(step);
                nint previousAt = layout.Row(layout.FirstPrevious + time, first), cell = 3 * layout.Row(time, first);
                float* gates = Pass._gates + cell, gradients = Pass._gateGradients + cell, previous = Pass._hidden + previousAt;
                float* hiddenGradients = Pass._hiddenGradients + layout.Row(layout.FirstOutput + time, first);
                float* into = step == 0 ? null : Pass._hiddenGradients + previousAt;
                for (int row = 0; row < count; row++)
                    for (int unit = 0, at = row * units; unit < units;)
                        unit += unit + TLane.Width <= units
                            ? Cell<TLane>(gates + (3 * at) + unit, units, previous + at + unit, hiddenGradients + at + unit, gradients + (3 * at) + unit)
                            : Cell<LaneScalar>(gates + (3 * at) + unit, units, previous + at + unit, hiddenGradients + at + unit, gradients + (3 * at) + unit);

                Candidate.Run(gradients + (2 * units), 3 * units, count, null, 0, resetGradients, units, scratch);
                for (int row = 0; row < count; row++)
                    for (int unit = 0, at = row * units; unit < units;)
                        unit += unit + TLane.Width <= units
                            ? Reset<TLane>(gates + (3 * at) + unit, units, previous + at + unit, hiddenGradients + at + unit, resetGradients + at + unit,
                                into == null ? null : into + at + unit, Pass._lastOnly, gradients + (3 * at) + unit)
                            : Reset<LaneScalar>(gates + (3 * at) + unit, units, previous + at + unit, hiddenGradients + at + unit, resetGradients + at + unit,
                                into == null ? null : into + at + unit, Pass._lastOnly, gradients + (3 * at) + unit);

                if (into != null)
                    UpdateReset.Run(gradients, 3 * units, count, into, units, into, units, scratch);
            }
        }

        static int Cell<TAny>(float* gates, nint units, float* previous, float* hiddenGradient, float* gateGradients) where TAny : struct, ILane<TAny>
        {
            TAny update = TAny.Load(gates), candidate = TAny.Load(gates + (2 * units)), dHidden = TAny.Load(hiddenGradient);
            TAny.Store(dHidden * (TAny.Load(previous) - candidate) * TRecurrent.Derivative(update), gateGradients);
            TAny.Store(dHidden * (TAny.Create(1) - update) * TActivation.Derivative(candidate), gateGradients + (2 * units));
            return TAny.Width;
        }

        static int Reset<TAny>(float* gates, nint units, float* previous, float* hiddenGradient, float* resetGradient, float* into, bool store,
            float* gateGradients) where TAny : struct, ILane<TAny>
        {
            TAny update = TAny.Load(gates), reset = TAny.Load(gates + units), dReset = TAny.Load(resetGradient);
            TAny.Store(dReset * TAny.Load(previous) * TRecurrent.Derivative(reset), gateGradients + units);
            if (into != null)
            {
                TAny through = TAny.MultiplyAdd(TAny.Load(hiddenGradient), update, dReset * reset);
                TAny.Store(store ? through : through + TAny.Load(into), into);
            }

            return TAny.Width;
        }
    }
}
