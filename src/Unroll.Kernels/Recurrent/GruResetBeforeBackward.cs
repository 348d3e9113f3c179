using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The backward pass through a GRU that resets the state before the product: leaves the gradients of x = b + x·W of all times.</summary>
unsafe struct GruResetBeforeBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradient _state;
    float* _gates, _hidden, _recurrentKernel;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => new(3 * units, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 4·units]: in, z, r, ĥ and r·h; out, the gradients of x_z, x_r and x_h where their values were, and r·h.</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks; what passes from phase to phase and step to step takes their place.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel, HiddenGradients hiddenGradients, SequenceMasks masks = default,
            int laneWidth = 0)
    {
        masks.Check(layout);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, Panels(layout.Units).Length);
        fixed (float* gatesAt = gates, hiddenAt = hidden, recurrent = recurrentKernel, gradientsAt = hiddenGradients.Values, unitsAt = masks.Units)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new GruResetBeforeBackward
            {
                _workers = workers, _gates = gatesAt, _hidden = hiddenAt, _recurrentKernel = recurrent,
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
        public float* Gates, Previous;

        public void MoveTo(in GruResetBeforeBackward pass, int step)
        {
            SequenceLayout layout = pass._state.Layout;
            int time = layout.Time(Math.Max(step, 0));
            Gates = pass._gates + (4 * layout.Row(time, 0));
            Previous = pass._hidden + layout.Row(layout.FirstPrevious + time, 0);
        }
    }

    /// <summary>The gradients of z and ĥ; what of the state's own gradient passes z is left in its block.</summary>
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
            _later = step == layout.Steps - 1 ? null : Pass._gates + (4 * layout.Row(layout.Time(step + 1), 0));
            _isInitial = step < 0;
        }

        public readonly StepPiece Piece(int index) => new(_later, 4 * Units, 2 * Units, Pass._recurrentKernel, Panels(Units));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge)
            where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            Pass._state.Begin<TLane, TEdge>(sums, row, unit, edge);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane dHidden = Pass._state.Take<TLane, TEdge>(sums, row, unit, edge);
            if (_isInitial)
            {
                Pass._state.Leave(dHidden, row, unit, edge);
                return;
            }

            float* gates = _at.Gates + ((nint)row * 4 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                Pass._state.Leave(dHidden, row, unit, edge);
                edge.Store(TLane.Zero, gates);
                edge.Store(TLane.Zero, gates + (2 * Units));
                return;
            }

            TLane update = edge.Load<TLane>(gates), candidate = edge.Load<TLane>(gates + (2 * Units));
            TLane previous = edge.Load<TLane>(_at.Previous + ((nint)row * Units) + unit);
            Pass._state.Leave(dHidden * update, row, unit, edge);
            edge.Store(Smallness.Flush(dHidden * (previous - candidate) * TRecurrent.Derivative(update)), gates);
            edge.Store(Smallness.Flush(dHidden * (TLane.Create(1) - update) * TActivation.Derivative(candidate)), gates + (2 * Units));
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
            new(_at.Gates + (2 * Units), 4 * Units, Units, Pass._recurrentKernel, Panels(Units), firstRow: 2 * Units);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge)
            where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            TLane.Store(TLane.Zero, sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            if (_isInitial)
                return;
            TLane passed = Pass._state.Own<TLane, TEdge>(row, unit, edge);
            float* gates = _at.Gates + ((nint)row * 4 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                edge.Store(TLane.Zero, gates + Units);
                Pass._state.Pass(passed, TLane.Create(1), row, unit, edge);
                return;
            }

            TLane reset = edge.Load<TLane>(gates + Units), dReset = Pass._state.Kept(TLane.Load(sums), row, unit, edge);
            TLane previous = edge.Load<TLane>(_at.Previous + ((nint)row * Units) + unit);
            edge.Store(Smallness.Flush(dReset * previous * TRecurrent.Derivative(reset)), gates + Units);
            Pass._state.Pass(TLane.MultiplyAdd(dReset, reset, passed), TLane.Create(1), row, unit, edge);
        }
    }
}
