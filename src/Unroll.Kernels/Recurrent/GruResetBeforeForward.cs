using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A GRU over a whole sequence that resets the state before the product (Cho et al., 2014; Keras' reset_after = false): z = ρ(x_z + h·U_z),
/// r = ρ(x_r + h·U_r), ĥ = φ(x_h + (r·h)·U_h), h' = z·h + (1 − z)·ĥ, where x = b + x·W. A step has two products, the second of which needs all units of the
/// first; what lies between them is kept with the gates.
/// </summary>
unsafe struct GruResetBeforeForward : IRecurrentKernel
{
    Workers _workers;
    StepStates _states;
    StepInput _input;
    float* _updateReset, _candidate, _gates;

    /// <summary>How W is packed: z, r and h of a unit side by side.</summary>
    public static PanelLayout KernelPanels(int features, int units) => new(features, 3 * units, Gates: 3);

    /// <summary>How the columns z and r of U are packed.</summary>
    public static PanelLayout UpdateResetPanels(int units) => new(units, 2 * units, Gates: 2);

    /// <summary>How the columns h of U are packed.</summary>
    public static PanelLayout CandidatePanels(int units) => new(units, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="input">x, W and b: [3·units].</param>
    /// <param name="updateReset">The columns z and r of U in panels.</param>
    /// <param name="candidate">The columns h of U in panels.</param>
    /// <param name="gates">Out: z, r, ĥ and r·h, [steps, batch, 4·units].</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as W and U are packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, SequenceInput input,
        ReadOnlySpan<float> updateReset, ReadOnlySpan<float> candidate, Span<float> gates, Span<float> hidden, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        input.Check(layout, KernelPanels(input.Features, units), 3 * units);
        masks.Check(layout);
        Lengths.Check(updateReset, (UpdateResetPanels(units) with { Format = input.Format }).Length);
        Lengths.Check(candidate, (CandidatePanels(units) with { Format = input.Format }).Length);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        fixed (int* ids = input.Ids)
        fixed (float* x = input.Values, kernel = input.Kernel, bias = input.Bias, updateResetAt = updateReset, candidateAt = candidate, gatesAt = gates,
            hiddenAt = hidden, unitsAt = masks.Units, dropped = masks.Dropped)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new GruResetBeforeForward
            {
                _workers = workers, _input = new(x, input.Features, ids, kernel, bias, layout.Batch, 3 * units, input.Format), _updateReset = updateResetAt,
                _candidate = candidateAt, _gates = gatesAt,
                _states = new() { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped },
            };
            RecurrentDispatch.Run(ref pass, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _states.Layout;
        var gates = new GatePhase<TRecurrent> { Pass = this };
        var candidate = new CandidatePhase<TActivation> { Pass = this };
        SequencePass.Run<TLane, GatePhase<TRecurrent>, CandidatePhase<TActivation>>(_workers, layout, gates, candidate, 3L * layout.Units * layout.Units, 0,
            layout.Steps - 1);
    }

    readonly float* GatesAt(int step) => _gates + (4 * _states.Layout.Row(_states.Layout.Time(step), 0));

    /// <summary>z, r, what r leaves of h, and x_h, which begins the sums of ĥ.</summary>
    struct GatePhase<TRecurrent> : IStepPhase where TRecurrent : struct, IActivation
    {
        public GruResetBeforeForward Pass;
        float* _gates;

        public static bool Exists => true;

        readonly int Units => Pass._states.Layout.Units;

        public readonly PanelLayout Sums => KernelPanels(0, Units);

        public readonly int Pieces => Pass._input.Pieces;

        public void MoveTo(int step)
        {
            int time = Pass._states.Layout.Time(step);
            Pass._states.MoveTo(time);
            Pass._input.MoveTo(time);
            _gates = Pass.GatesAt(step);
        }

        public readonly StepPiece Piece(int index) => index < Pieces - 1
            ? Pass._input.Piece(Sums)
            : Pass._input.StatePiece(Pass._states.Left, Units, Pass._updateReset, UpdateResetPanels(Units));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            float* start = Pass._input.Start(row);
            for (int gate = 0; gate < 3; gate++)
                TLane.Store(start == null ? TLane.Zero : edge.Load<TLane>(start + (gate * Units) + unit), sums + (gate * TLane.Width));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            TLane reset = TRecurrent.Apply(TLane.Load(sums + TLane.Width));
            edge.Store(TRecurrent.Apply(TLane.Load(sums)), gates);
            edge.Store(reset, gates + Units);
            edge.Store(TLane.Load(sums + (2 * TLane.Width)), gates + (2 * Units));
            edge.Store(reset * edge.Load<TLane>(Pass._states.Left + ((nint)row * Units) + unit), gates + (3 * Units));
        }
    }

    struct CandidatePhase<TActivation> : IStepPhase where TActivation : struct, IActivation
    {
        public GruResetBeforeForward Pass;
        float* _gates;

        public static bool Exists => true;

        readonly int Units => Pass._states.Layout.Units;

        public readonly PanelLayout Sums => CandidatePanels(Units);

        public readonly int Pieces => 1;

        public void MoveTo(int step)
        {
            Pass._states.MoveTo(Pass._states.Layout.Time(step));
            _gates = Pass.GatesAt(step);
        }

        public readonly StepPiece Piece(int index) =>
            new(_gates + (3 * Units), 4 * Units, Units, Pass._candidate, CandidatePanels(Units) with { Format = Pass._input.Format });

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge)
            where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            TLane.Store(edge.Load<TLane>(_gates + (((nint)row * 4) + 2) * Units + unit), sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane previous = Pass._states.Previous<TLane, TEdge>(row, unit, edge);
            if (!Pass._states.Counts(row))
            {
                Pass._states.Leave(previous, row, unit, edge);
                return;
            }

            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            TLane candidate = TActivation.Apply(TLane.Load(sums));
            edge.Store(candidate, gates + (2 * Units));
            Pass._states.Leave(TLane.MultiplyAdd(edge.Load<TLane>(gates), previous - candidate, candidate), row, unit, edge);
        }
    }
}
