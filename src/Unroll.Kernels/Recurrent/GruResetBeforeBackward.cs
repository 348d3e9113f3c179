using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The way back through a GRU that resets the state before the product: leaves the gradients of x = b + x·W of all times.</summary>
unsafe struct GruResetBeforeBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradient _state;
    float* _gates, _hidden, _recurrentKernel, _gateGradients;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => new(3 * units, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">z, r, ĥ and r·h: [steps, batch, 4·units].</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks; what passes from phase to phase and step to step takes their place.</param>
    /// <param name="gateGradients">Out: the gradients of x, [steps, batch, 3·units].</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel, HiddenGradients hiddenGradients, Span<float> gateGradients,
        SequenceMasks masks = default, int laneWidth = 0)
    {
        masks.Check(layout);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, Panels(layout.Units).Length);
        Lengths.Check(gateGradients, 3 * layout.OutputLength);
        fixed (float* gatesAt = gates, hiddenAt = hidden, recurrent = recurrentKernel, gradientsAt = hiddenGradients.Values, gateGradientsAt = gateGradients,
            unitsAt = masks.Units)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new GruResetBeforeBackward
            {
                _workers = workers, _gates = gatesAt, _hidden = hiddenAt, _recurrentKernel = recurrent, _gateGradients = gateGradientsAt,
                _state = hiddenGradients.At(gradientsAt, layout, steps, unitsAt, passes: true),
            };
            RecurrentDispatch.Run(ref pass, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _state.Layout;
        var candidate = new CandidatePhase<TActivation, TRecurrent> { Pass = this };
        var reset = new ResetPhase<TRecurrent> { Pass = this };
        SequencePass.Run<TLane, CandidatePhase<TActivation, TRecurrent>, ResetPhase<TRecurrent>>(_workers, layout, candidate, reset,
            3L * layout.Units * layout.Units, layout.Steps - 1, _state.LastStep);
    }

    /// <summary>Where a step's data lie.</summary>
    struct Place
    {
        public float* Gates, GateGradients, Previous;

        public void MoveTo(in GruResetBeforeBackward pass, int step)
        {
            SequenceLayout layout = pass._state.Layout;
            int time = layout.Time(Math.Max(step, 0));
            Gates = pass._gates + (4 * layout.Row(time, 0));
            GateGradients = pass._gateGradients + (3 * layout.Row(time, 0));
            Previous = pass._hidden + layout.Row(layout.FirstPrevious + time, 0);
        }
    }

    /// <summary>The state's whole gradient, which is left in its block, and those of z and ĥ.</summary>
    struct CandidatePhase<TActivation, TRecurrent> : IStepPhase
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruResetBeforeBackward Pass;
        Place _at;
        float* _later;
        bool _isInitial;

        public static bool Exists => true;

        readonly int Units => Pass._state.Layout.Units;

        public readonly PanelLayout Sums => new(0, Units);

        public readonly int Pieces => _later == null ? 0 : 1;

        public void MoveTo(int step)
        {
            SequenceLayout layout = Pass._state.Layout;
            Pass._state.MoveTo(step);
            _at.MoveTo(Pass, step);
            _later = step == layout.Steps - 1 ? null : Pass._gateGradients + (3 * layout.Row(layout.Time(step + 1), 0));
            _isInitial = step < 0;
        }

        public readonly StepPiece Piece(int index) => new(_later, 3 * Units, 2 * Units, Pass._recurrentKernel, Panels(Units));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            Pass._state.Begin<TLane, TEdge>(sums, row, unit, edge);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane dHidden = Pass._state.Take<TLane, TEdge>(sums, row, unit, edge);
            Pass._state.Leave(dHidden, row, unit, edge);
            if (_isInitial)
                return;
            float* gates = _at.Gates + ((nint)row * 4 * Units) + unit, gradients = _at.GateGradients + ((nint)row * 3 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                edge.Store(TLane.Zero, gradients);
                edge.Store(TLane.Zero, gradients + (2 * Units));
                return;
            }

            TLane update = edge.Load<TLane>(gates), candidate = edge.Load<TLane>(gates + (2 * Units));
            TLane previous = edge.Load<TLane>(_at.Previous + ((nint)row * Units) + unit);
            edge.Store(dHidden * (previous - candidate) * TRecurrent.Derivative(update), gradients);
            edge.Store(dHidden * (TLane.Create(1) - update) * TActivation.Derivative(candidate), gradients + (2 * Units));
        }
    }

    /// <summary>The gradient of r·h, from it that of r, and what passes on to the state before.</summary>
    struct ResetPhase<TRecurrent> : IStepPhase where TRecurrent : struct, IActivation
    {
        public GruResetBeforeBackward Pass;
        Place _at;
        bool _isInitial;

        public static bool Exists => true;

        readonly int Units => Pass._state.Layout.Units;

        public readonly PanelLayout Sums => new(0, Units);

        public readonly int Pieces => _isInitial ? 0 : 1;

        public void MoveTo(int step)
        {
            Pass._state.MoveTo(step);
            _at.MoveTo(Pass, step);
            _isInitial = step < 0;
        }

        public readonly StepPiece Piece(int index) =>
            new(_at.GateGradients + (2 * Units), 3 * Units, Units, Pass._recurrentKernel, Panels(Units), firstRow: 2 * Units);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            TLane.Store(TLane.Zero, sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            if (_isInitial)
                return;
            TLane dHidden = Pass._state.Own<TLane, TEdge>(row, unit, edge);
            float* gates = _at.Gates + ((nint)row * 4 * Units) + unit, gradients = _at.GateGradients + ((nint)row * 3 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                edge.Store(TLane.Zero, gradients + Units);
                Pass._state.Pass(dHidden, TLane.Create(1), row, unit, edge);
                return;
            }

            TLane reset = edge.Load<TLane>(gates + Units), dReset = Pass._state.Kept(TLane.Load(sums), row, unit, edge);
            TLane previous = edge.Load<TLane>(_at.Previous + ((nint)row * Units) + unit);
            edge.Store(dReset * previous * TRecurrent.Derivative(reset), gradients + Units);
            Pass._state.Pass(TLane.MultiplyAdd(dHidden, edge.Load<TLane>(gates), dReset * reset), TLane.Create(1), row, unit, edge);
        }
    }
}
