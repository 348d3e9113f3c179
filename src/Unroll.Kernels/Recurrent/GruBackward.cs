using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The way back through a GRU that resets after the product: leaves the gradients of x (z, r, h) and of s = h·U_h + b' at all times, from which the weights'
/// gradients are products over the whole sequence.
/// </summary>
unsafe struct GruBackward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _recurrent;
    float* _hidden;
    float* _weights;
    float* _hiddenGradients;
    float* _gateGradients;
    float* _recurrentGradients;
    float* _packed;
    bool _lastOnly;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="lastOnly">Whether only the last output has a gradient; the other blocks are then written, not read.</param>
    /// <param name="gates">The activated gates: [steps, batch, 3·units].</param>
    /// <param name="recurrent">s: [steps, batch, units].</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="hiddenGradients">[steps + 1, batch, units]: in, the outputs' gradients; out, those of all hidden states, the initial one's excepted.</param>
    /// <param name="gateGradients">Out: the gradients of x, [steps, batch, 3·units].</param>
    /// <param name="recurrentGradients">Out: the gradients of s, [steps, batch, units].</param>
    /// <param name="packed">Room for the transpose of U: <see cref="PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, bool lastOnly,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel,
        Span<float> hiddenGradients, Span<float> gateGradients, Span<float> recurrentGradients, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 3 * layout.OutputLength);
        Lengths.Check(recurrent, layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, units * 3 * units);
        Lengths.Check(hiddenGradients, layout.StateLength);
        Lengths.Check(gateGradients, 3 * layout.OutputLength);
        Lengths.Check(recurrentGradients, layout.OutputLength);
        Lengths.Check(packed, PackedLength(units));
        fixed (float* gatesAt = gates, recurrentAt = recurrent, hiddenAt = hidden, weightsAt = recurrentKernel, hiddenGradientsAt = hiddenGradients,
            gateGradientsAt = gateGradients, recurrentGradientsAt = recurrentGradients, packedAt = packed)
        {
            var kernel = new GruBackward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _recurrent = recurrentAt, _hidden = hiddenAt, _weights = weightsAt,
                _hiddenGradients = hiddenGradientsAt, _gateGradients = gateGradientsAt, _recurrentGradients = recurrentGradientsAt, _packed = packedAt,
                _lastOnly = lastOnly,
            };
            RecurrentDispatch.Run(ref kernel, activation, recurrentActivation, laneWidth);
        }
    }

    /// <summary>Floats of room for the packed transpose of the recurrent weights.</summary>
    public static int PackedLength(int units) => StepProduct<Lane512>.Length(2 * units, units) + StepProduct<Lane512>.Length(units, units);

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
        public GruBackward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> UpdateReset, Candidate;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            float* scratch = Workers.Scratch(worker);
            for (int step = layout.Steps - 1; step >= 0; step--)
            {
                int time = layout.Time(step);
                nint previous = layout.Row(layout.FirstPrevious + time, first), next = layout.Row(layout.FirstOutput + time, first);
                nint cell = layout.Row(time, first);
                float* into = step == 0 ? null : Pass._hiddenGradients + previous;
                for (int row = 0; row < count; row++)
                {
                    int at = row * units;
                    Cells(Pass._gates + (3 * (cell + at)), Pass._recurrent + cell + at, Pass._hidden + previous + at, Pass._hiddenGradients + next + at,
                        into == null ? null : into + at, Pass._lastOnly, Pass._gateGradients + (3 * (cell + at)), Pass._recurrentGradients + cell + at, units);
                }

                if (into == null)
                    break;
                UpdateReset.Run(Pass._gateGradients + (3 * cell), 3 * units, count, into, units, into, units, scratch);
                Candidate.Run(Pass._recurrentGradients + cell, units, count, into, units, into, units, scratch);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Cells(float* gates, float* recurrent, float* previous, float* hiddenGradient, float* into, bool store, float* gateGradients,
            float* recurrentGradient, int units)
        {
            int unit = 0;
            for (; unit + TLane.Width <= units; unit += TLane.Width)
                Cell<TLane>(gates + unit, units, recurrent + unit, previous + unit, hiddenGradient + unit, into == null ? null : into + unit, store,
                    gateGradients + unit, recurrentGradient + unit);
            for (; unit < units; unit++)
                Cell<LaneScalar>(gates + unit, units, recurrent + unit, previous + unit, hiddenGradient + unit, into == null ? null : into + unit, store,
                    gateGradients + unit, recurrentGradient + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Cell<TAny>(float* gates, nint units, float* recurrent, float* previous, float* hiddenGradient, float* into, bool store,
            float* gateGradients, float* recurrentGradient) where TAny : struct, ILane<TAny>
        {
            TAny update = TAny.Load(gates), reset = TAny.Load(gates + units), candidate = TAny.Load(gates + (2 * units));
            TAny dHidden = TAny.Load(hiddenGradient);
            TAny dCandidate = dHidden * (TAny.Create(1) - update) * TActivation.Derivative(candidate);
            TAny.Store(dHidden * (TAny.Load(previous) - candidate) * TRecurrent.Derivative(update), gateGradients);
            TAny.Store(dCandidate * TAny.Load(recurrent) * TRecurrent.Derivative(reset), gateGradients + units);
            TAny.Store(dCandidate, gateGradients + (2 * units));
            TAny.Store(dCandidate * reset, recurrentGradient);
            if (into != null)
                TAny.Store(store ? dHidden * update : TAny.MultiplyAdd(dHidden, update, TAny.Load(into)), into);
        }
    }
}
