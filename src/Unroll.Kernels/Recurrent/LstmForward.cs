using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// An LSTM over a whole sequence. Gates lie in Keras' order i, f, c, o: i = ρ(zᵢ), f = ρ(z_f), g = φ(z_c), o = ρ(z_o); c' = f·c + i·g; h' = o·φ(c'),
/// where z = b + x·W + h·U. Backward needs the activated gates, the cells and the hidden states, nothing else.
/// </summary>
unsafe struct LstmForward : IRecurrentKernel
{
    Workers _workers;
    StepStates _states;
    StepInput _input;
    ZoneRows _zones;
    float* _recurrentKernel, _gates, _cells;

    /// <summary>How W and U are packed: the four gates of a unit side by side.</summary>
    public static PanelLayout Panels(int depth, int units) => new(depth, 4 * units, Gates: 4);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="input">x, W and b: [4·units].</param>
    /// <param name="recurrentKernel">U in panels.</param>
    /// <param name="gates">Out: the activated gates, [steps, batch, 4·units]; empty when there is no backward pass.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="cells">The same for c.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as W and U are packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, SequenceInput input,
        ReadOnlySpan<float> recurrentKernel, Span<float> gates, Span<float> hidden, Span<float> cells, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        input.Check(layout, Panels(input.Features, units), 4 * units);
        masks.Check(layout);
        Lengths.Check(recurrentKernel, (Panels(units, units) with { Format = input.Format }).Length);
        Lengths.Check(gates, gates.IsEmpty ? 0 : 4 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(cells, layout.StateLength);
        fixed (float* x = input.Values, kernel = input.Kernel, bias = input.Bias, recurrent = recurrentKernel, gatesAt = gates, hiddenAt = hidden,
            cellsAt = cells, unitsAt = masks.Units, dropped = masks.Dropped)
        fixed (int* ids = input.Ids)
        fixed (float* hiddenShares = masks.HiddenShares, cellShares = masks.CellShares, newCells = masks.NewCells)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new LstmForward
            {
                _workers = workers, _input = new(x, input.Features, ids, kernel, bias, layout.Batch, 4 * units, input.Format), _recurrentKernel = recurrent,
                _gates = gatesAt, _cells = cellsAt, _states = new() { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped },
            };
            pass._zones = new()
            {
                States = pass._states, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout },
                Cell = new() { Values = cellShares, Rate = masks.CellZoneout }, Cells = cellsAt, NewCells = newCells,
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
        var phase = new Phase<TActivation, TRecurrent> { Pass = this };
        if (_zones.Exist)
            RowPass.Run<TLane, Phase<TActivation, TRecurrent>, ZoneRows>(
                _workers, layout, phase, _zones, 4L * layout.Units * layout.Units, 0, layout.Steps - 1);
        else
            SequencePass.Run<TLane, Phase<TActivation, TRecurrent>, NoPhase>(
                _workers, layout, phase, default, 4L * layout.Units * layout.Units, 0, layout.Steps - 1);
    }

    struct Phase<TActivation, TRecurrent> : IStepPhase
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LstmForward Pass;
        float* _gates, _previousCell, _cell;

        public static bool Exists => true;

        readonly int Units => Pass._states.Layout.Units;

        public readonly PanelLayout Sums => Panels(0, Units);

        public readonly int Pieces => Pass._input.Pieces;

        public void MoveTo(int step)
        {
            SequenceLayout layout = Pass._states.Layout;
            int time = layout.Time(step);
            Pass._states.MoveTo(time);
            Pass._input.MoveTo(time);
            _gates = Pass._gates == null ? null : Pass._gates + (4 * layout.Row(time, 0));
            _previousCell = Pass._cells + layout.Row(layout.FirstPrevious + time, 0);
            _cell = (Pass._zones.Cell.Exist ? Pass._zones.NewCells : Pass._cells) + layout.Row(layout.FirstOutput + time, 0);
        }

        public readonly StepPiece Piece(int index) => index < Pieces - 1
            ? Pass._input.Piece(Sums)
            : Pass._input.StatePiece(Pass._states.Left, Units, Pass._recurrentKernel, Sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            float* start = Pass._input.Start(row);
            for (int gate = 0; gate < 4; gate++)
                TLane.Store(start == null ? TLane.Zero : edge.Load<TLane>(start + (gate * Units) + unit), sums + (gate * TLane.Width));
            if (_gates == null)
                return;
            nint at = ((nint)row * Units) + unit;
            Prefetch.Lines(_gates + (4 * (nint)row * Units) + unit, Units, 4);
            Prefetch.Line(_cell + at);
            Prefetch.Line(Pass._states.Next + at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            nint at = ((nint)row * Units) + unit;
            TLane previous = edge.Load<TLane>(_previousCell + at);
            if (!Pass._states.Counts(row))
            {
                edge.Store(previous, _cell + at);
                Pass._states.Leave(Pass._states.Previous<TLane, TEdge>(row, unit, edge), row, unit, edge);
                return;
            }

            TLane input = TRecurrent.Apply(TLane.Load(sums));
            TLane forget = TRecurrent.Apply(TLane.Load(sums + TLane.Width));
            TLane candidate = TActivation.Apply(TLane.Load(sums + (2 * TLane.Width)));
            TLane output = TRecurrent.Apply(TLane.Load(sums + (3 * TLane.Width)));
            TLane cell = Smallness.Flush(TLane.MultiplyAdd(forget, previous, input * candidate));
            edge.Store(cell, _cell + at);
            Pass._states.Leave(output * TActivation.Apply(cell), row, unit, edge);
            if (_gates == null)
                return;
            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            edge.Store(input, gates);
            edge.Store(forget, gates + Units);
            edge.Store(candidate, gates + (2 * Units));
            edge.Store(output, gates + (3 * Units));
        }
    }
}
