using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The backward pass through a GRU that resets after the product: leaves the gradients of x_z, x_r, x_h and s of all times, from which the weights' gradients
/// are
/// products over the whole sequence.
/// </summary>
unsafe struct GruBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradient _state;
    ZoneGradientRows _zones;
    float* _gates, _hidden, _recurrentKernel;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => new(3 * units, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 4·units]: in, z, r, ĥ and s; out, the gradients of x_z, x_r, x_h and s, each where its value was.</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel, HiddenGradients hiddenGradients, SequenceMasks masks = default,
            int laneWidth = 0)
    {
        masks.Check(layout);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(recurrentKernel, Panels(layout.Units).Length);
        Lengths.Check(hidden, layout.StateLength);
        fixed (float* gatesAt = gates, hiddenAt = hidden, recurrent = recurrentKernel, gradientsAt = hiddenGradients.Values, unitsAt = masks.Units)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new GruBackward
            {
                _workers = workers, _gates = gatesAt, _hidden = hiddenAt, _recurrentKernel = recurrent,
                _state = hiddenGradients.At(gradientsAt, layout, steps, unitsAt, passes: true),
            };
            pass._zones = new() { State = pass._state, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
            RecurrentDispatch.Run(ref pass, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _state.Layout;
        var phase = new Phase<TActivation, TRecurrent> { Pass = this };
        if (!_zones.Exist)
        {
            SequencePass.Run<TLane, Phase<TActivation, TRecurrent>, NoPhase>(_workers, layout, phase, default, 3L * layout.Units * layout.Units,
                layout.Steps - 1, _state.LastStep);
            return;
        }

        // The rows need the whole gradient of a state before zoneout divides it.
        GruBackward after = this;
        after._state = _state.AfterZoneout();
        var product = new PhaseProduct<Phase<TActivation, TRecurrent>> { Phase = phase, State = _state };
        var rows = new RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation, TRecurrent>>>
        {
            First = _zones, Second = new() { Phase = new() { Pass = after }, Units = layout.Units },
        };
        RowPass.Run<TLane, PhaseProduct<Phase<TActivation, TRecurrent>>, RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation, TRecurrent>>>>(
            _workers, layout, product, rows, 3L * layout.Units * layout.Units, layout.Steps - 1, _state.LastStep);
    }

    struct Phase<TActivation, TRecurrent> : IStepPhase
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruBackward Pass;
        float* _gates, _later, _previous;
        bool _isInitial;

        public static bool Exists => true;

        readonly int Units => Pass._state.Layout.Units;

        public readonly PanelLayout Sums => new(0, Units);

        public readonly int Pieces => _later == null ? 0 : 2;

        public void MoveTo(int step)
        {
            SequenceLayout layout = Pass._state.Layout;
            Pass._state.MoveTo(step);
            _later = step == layout.Steps - 1 ? null : Pass._gates + (4 * layout.Row(layout.Time(step + 1), 0));
            _isInitial = step < 0;
            if (_isInitial)
                return;
            int time = layout.Time(step);
            _gates = Pass._gates + (4 * layout.Row(time, 0));
            _previous = Pass._hidden + layout.Row(layout.FirstPrevious + time, 0);
        }

        // Of z, r and h it is z, r and s that met U.
        public readonly StepPiece Piece(int index) => index == 0
            ? new(_later, 4 * Units, 2 * Units, Pass._recurrentKernel, Panels(Units))
            : new(_later + (3 * Units), 4 * Units, Units, Pass._recurrentKernel, Panels(Units), firstRow: 2 * Units);

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

            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                for (int i = 0; i < 4; i++)
                    edge.Store(TLane.Zero, gates + (i * Units));
                Pass._state.Pass(dHidden, TLane.Create(1), row, unit, edge);
                return;
            }

            TLane update = edge.Load<TLane>(gates), reset = edge.Load<TLane>(gates + Units), candidate = edge.Load<TLane>(gates + (2 * Units));
            Pass._state.Pass(dHidden, update, row, unit, edge);
            TLane dCandidate = dHidden * (TLane.Create(1) - update) * TActivation.Derivative(candidate);
            TLane previous = edge.Load<TLane>(_previous + ((nint)row * Units) + unit);
            TLane recurrent = edge.Load<TLane>(gates + (3 * Units));
            edge.Store(Smallness.Flush(dHidden * (previous - candidate) * TRecurrent.Derivative(update)), gates);
            edge.Store(Smallness.Flush(dCandidate * recurrent * TRecurrent.Derivative(reset)), gates + Units);
            edge.Store(Smallness.Flush(dCandidate), gates + (2 * Units));
            edge.Store(Smallness.Flush(dCandidate * reset), gates + (3 * Units));
        }
    }
}
