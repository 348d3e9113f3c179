using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The backward pass through an LSTM: leaves the gradients of z = b + x·W + h·U of all times, from which dW, dU, db and dx are products over the whole
/// sequence.
/// A step's gradient dh is that of the output plus dz·Uᵀ of the step after it, and turns into dz where it is summed up.
/// </summary>
unsafe struct LstmBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradient _state;
    ZoneGradientRows _zones;
    float* _gates, _cells, _newCells, _recurrentKernel, _cellGradients;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => new(4 * units, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">
    /// [steps, batch, 4·units]: in, the activated gates; out, the gradients of z, so that a line of memory is written where it was read.
    /// </param>
    /// <param name="cells">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks.</param>
    /// <param name="cellGradients">[batch, units]: in, the last cell's gradient; out, the initial one's.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> cells, ReadOnlySpan<float> recurrentKernel, HiddenGradients hiddenGradients, Span<float> cellGradients,
        SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        masks.Check(layout);
        Lengths.Check(masks.Aside, masks.CellZoneout > 0 ? layout.Batch * units : 0);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(recurrentKernel, Panels(units).Length);
        Lengths.Check(cells, layout.StateLength);
        Lengths.Check(cellGradients, layout.Batch * units);
        fixed (float* gatesAt = gates, cellsAt = cells, recurrent = recurrentKernel, hiddenAt = hiddenGradients.Values, cellAt = cellGradients,
            unitsAt = masks.Units)
        fixed (float* hiddenShares = masks.HiddenShares, cellShares = masks.CellShares, newCells = masks.NewCells, aside = masks.Aside)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new LstmBackward
            {
                _workers = workers, _gates = gatesAt, _cells = cellsAt, _recurrentKernel = recurrent, _cellGradients = cellAt,
                _state = hiddenGradients.At(hiddenAt, layout, steps, unitsAt, passes: steps != null || masks.HasZones),
            };
            pass._zones = new()
            {
                State = pass._state, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout },
                Cell = new() { Values = cellShares, Rate = masks.CellZoneout }, CellGradients = cellAt, Aside = aside,
            };
            pass._newCells = pass._zones.Cell.Exist ? newCells : cellsAt;
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
            SequencePass.Run<TLane, Phase<TActivation, TRecurrent>, NoPhase>(_workers, layout, phase, default, 4L * layout.Units * layout.Units,
                layout.Steps - 1, _state.LastStep);
            return;
        }

        // The rows need the whole gradient of a state before zoneout divides it.
        LstmBackward after = this;
        after._state = _state.AfterZoneout();
        var product = new PhaseProduct<Phase<TActivation, TRecurrent>> { Phase = phase, State = _state };
        var rows = new RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation, TRecurrent>>>
        {
            First = _zones, Second = new() { Phase = new() { Pass = after }, Units = layout.Units },
        };
        RowPass.Run<TLane, PhaseProduct<Phase<TActivation, TRecurrent>>, RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation, TRecurrent>>>>(
            _workers, layout, product, rows, 4L * layout.Units * layout.Units, layout.Steps - 1, _state.LastStep);
        _zones.End();
    }

    struct Phase<TActivation, TRecurrent> : IStepPhase
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LstmBackward Pass;
        float* _gates, _later, _previousCell, _cell;
        bool _isInitial;

        public static bool Exists => true;

        readonly int Units => Pass._state.Layout.Units;

        public readonly PanelLayout Sums => new(0, Units);

        public readonly int Pieces => _later == null ? 0 : 1;

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
            _previousCell = Pass._cells + layout.Row(layout.FirstPrevious + time, 0);
            _cell = Pass._newCells + layout.Row(layout.FirstOutput + time, 0);
        }

        public readonly StepPiece Piece(int index) => new(_later, 4 * Units, 4 * Units, Pass._recurrentKernel, Panels(Units));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            Pass._state.Begin<TLane, TEdge>(sums, row, unit, edge);
            if (_isInitial)
                return;
            nint at = ((nint)row * Units) + unit;
            Prefetch.Lines(_gates + (4 * (nint)row * Units) + unit, Units, 4);
            Prefetch.Line(_cell + at);
            Prefetch.Line(_previousCell + at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane dHidden = Pass._state.Take<TLane, TEdge>(sums, row, unit, edge);
            if (_isInitial)
            {
                Pass._state.Leave(dHidden, row, unit, edge);
                return;
            }

            nint at = ((nint)row * Units) + unit;
            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            if (!Pass._state.Counts(row))
            {
                for (int i = 0; i < 4; i++)
                    edge.Store(TLane.Zero, gates + (i * Units));
                Pass._state.Pass(dHidden, TLane.Create(1), row, unit, edge);
                return;
            }

            Pass._state.Pass(dHidden, TLane.Zero, row, unit, edge);
            TLane input = edge.Load<TLane>(gates), forget = edge.Load<TLane>(gates + Units);
            TLane candidate = edge.Load<TLane>(gates + (2 * Units)), output = edge.Load<TLane>(gates + (3 * Units));
            TLane activated = TActivation.Apply(edge.Load<TLane>(_cell + at));
            float* cellGradient = Pass._cellGradients + at;
            TLane dCell = TLane.MultiplyAdd(dHidden * output, TActivation.Derivative(activated), edge.Load<TLane>(cellGradient));
            edge.Store(Smallness.Flush(dCell * candidate * TRecurrent.Derivative(input)), gates);
            edge.Store(Smallness.Flush(dCell * edge.Load<TLane>(_previousCell + at) * TRecurrent.Derivative(forget)), gates + Units);
            edge.Store(Smallness.Flush(dCell * input * TActivation.Derivative(candidate)), gates + (2 * Units));
            edge.Store(Smallness.Flush(dHidden * activated * TRecurrent.Derivative(output)), gates + (3 * Units));
            edge.Store(Smallness.Flush(dCell * forget), cellGradient);
        }
    }
}
