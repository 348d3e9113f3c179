using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A GRU over a whole sequence, reset before the product (Keras' reset_after = false): z = ρ(x_z + h·U_z), r = ρ(x_r + h·U_r), ĥ = φ(x_h + (r·h)·U_h),
/// h' = z·h + (1 − z)·ĥ. The second product waits for r, so a step has two; r·h is kept for the way back.
/// </summary>
unsafe struct GruResetBeforeForward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _weights;
    float* _hidden;
    float* _resetHidden;
    float* _packed;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 3·units]: in, x·W + b; out, the activated gates.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="resetHidden">Out: r·h, [steps, batch, units].</param>
    /// <param name="packed">Room for U: <see cref="GruForward.PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> recurrentKernel, Span<float> hidden, Span<float> resetHidden, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 3 * layout.OutputLength);
        Lengths.Check(recurrentKernel, units * 3 * units);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(resetHidden, layout.OutputLength);
        Lengths.Check(packed, GruForward.PackedLength(units));
        fixed (float* gatesAt = gates, weightsAt = recurrentKernel, hiddenAt = hidden, resetAt = resetHidden, packedAt = packed)
        {
            var kernel = new GruResetBeforeForward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _weights = weightsAt, _hidden = hiddenAt, _resetHidden = resetAt, _packed = packedAt,
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
        Workers? shared = StepProduct<TLane>.IsShared(_workers, _layout.Batch, units, 3 * units) ? _workers : null;
        var parts = new RowParts(_layout.Batch, shared is null ? _workers.Count : 1);
        var job = new Job<TLane, TActivation, TRecurrent>
        {
            Pass = this, Parts = parts, Workers = _workers,
            UpdateReset = new(new Matrix(_weights, 3 * units, 1), units, 2 * units, parts.Rows, _packed, shared),
            Candidate = new(new Matrix(_weights + (2 * units), 3 * units, 1), units, units, parts.Rows, _packed + StepProduct<Lane512>.Length(units, 2 * units), shared),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation, TRecurrent> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruResetBeforeForward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> UpdateReset, Candidate;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            float* scratch = Workers.Scratch(worker);
            for (int step = 0; step < layout.Steps; step++)
            {
                int time = layout.Time(step);
                float* previous = Pass._hidden + layout.Row(layout.FirstPrevious + time, first);
                float* next = Pass._hidden + layout.Row(layout.FirstOutput + time, first);
                float* gates = Pass._gates + (3 * layout.Row(time, first));
                float* resetHidden = Pass._resetHidden + layout.Row(time, first);
                UpdateReset.Run(previous, units, count, gates, 3 * units, gates, 3 * units, scratch);
                for (int row = 0; row < count; row++)
                    for (int unit = 0, at = row * units; unit < units;)
                        unit += unit + TLane.Width <= units
                            ? Reset<TLane>(gates + (3 * at) + unit, units, previous + at + unit, resetHidden + at + unit)
                            : Reset<LaneScalar>(gates + (3 * at) + unit, units, previous + at + unit, resetHidden + at + unit);

                float* candidate = gates + (2 * units);
                Candidate.Run(resetHidden, units, count, candidate, 3 * units, candidate, 3 * units, scratch);
                for (int row = 0; row < count; row++)
                    for (int unit = 0, at = row * units; unit < units;)
                        unit += unit + TLane.Width <= units
                            ? Cell<TLane>(gates + (3 * at) + unit, units, previous + at + unit, next + at + unit)
                            : Cell<LaneScalar>(gates + (3 * at) + unit, units, previous + at + unit, next + at + unit);
            }
        }

        static int Reset<TAny>(float* gates, nint units, float* previous, float* resetHidden) where TAny : struct, ILane<TAny>
        {
            TAny reset = TRecurrent.Apply(TAny.Load(gates + units));
            TAny.Store(TRecurrent.Apply(TAny.Load(gates)), gates);
            TAny.Store(reset, gates + units);
            TAny.Store(reset * TAny.Load(previous), resetHidden);
            return TAny.Width;
        }

        static int Cell<TAny>(float* gates, nint units, float* previous, float* next) where TAny : struct, ILane<TAny>
        {
            TAny candidate = TActivation.Apply(TAny.Load(gates + (2 * units)));
            TAny.Store(candidate, gates + (2 * units));
            TAny.Store(TAny.MultiplyAdd(TAny.Load(gates), TAny.Load(previous) - candidate, candidate), next);
            return TAny.Width;
        }
    }
}
