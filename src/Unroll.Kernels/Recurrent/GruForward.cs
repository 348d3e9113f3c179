using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A GRU over a whole sequence, reset after the product (Keras' default). Gates lie in the order z, r, h: z = ρ(x_z + h·U_z), r = ρ(x_r + h·U_r),
/// s = b'_h + h·U_h, ĥ = φ(x_h + r·s), h' = z·h + (1 − z)·ĥ, where x = b + x·W and x_z, x_r begin with b' too. The sums of a step lie in the order h, z, r, s,
/// so that W adds to the first three and U to the last three.
/// </summary>
unsafe struct GruForward : IRecurrentKernel
{
    Workers _workers;
    StepStates _states;
    StepInput _input;
    ZoneRows _zones;
    float* _recurrentKernel, _gates;

    /// <summary>How W is packed: h, z and r of a unit side by side.</summary>
    public static PanelLayout KernelPanels(int features, int units) => new(features, 3 * units, Gates: 3, FirstGate: 2);

    /// <summary>How U is packed: z, r and h of a unit side by side.</summary>
    public static PanelLayout RecurrentPanels(int units) => new(units, 3 * units, Gates: 3);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="input">x, W and both biases: [2, 3·units]. A table's rows begin with the biases of x, and of h for z and r.</param>
    /// <param name="recurrentKernel">U in panels.</param>
    /// <param name="gates">Out: z, r, ĥ and s, [steps, batch, 4·units]; empty when there is no backward pass.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as W and U are packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, SequenceInput input,
        ReadOnlySpan<float> recurrentKernel, Span<float> gates, Span<float> hidden, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        input.Check(layout, KernelPanels(input.Features, units), 6 * units);
        masks.Check(layout);
        Lengths.Check(recurrentKernel, (RecurrentPanels(units) with { Format = input.Format }).Length);
        Lengths.Check(gates, gates.IsEmpty ? 0 : 4 * layout.OutputLength);
        Lengths.Check(hidden, layout.StateLength);
        fixed (float* x = input.Values, kernel = input.Kernel, bias = input.Bias, recurrent = recurrentKernel, gatesAt = gates, hiddenAt = hidden,
            unitsAt = masks.Units, dropped = masks.Dropped)
        fixed (int* ids = input.Ids)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new GruForward
            {
                _workers = workers, _input = new(x, input.Features, ids, kernel, bias, layout.Batch, 3 * units, input.Format), _recurrentKernel = recurrent,
                _gates = gatesAt, _states = new() { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped },
            };
            pass._zones = new() { States = pass._states, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
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
                _workers, layout, phase, _zones, 3L * layout.Units * layout.Units, 0, layout.Steps - 1);
        else
            SequencePass.Run<TLane, Phase<TActivation, TRecurrent>, NoPhase>(
                _workers, layout, phase, default, 3L * layout.Units * layout.Units, 0, layout.Steps - 1);
    }

    struct Phase<TActivation, TRecurrent> : IStepPhase
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruForward Pass;
        float* _gates;

        public static bool Exists => true;

        readonly int Units => Pass._states.Layout.Units;

        public readonly PanelLayout Sums => RecurrentPanels(Units);

        public readonly int Pieces => Pass._input.Pieces;

        public void MoveTo(int step)
        {
            SequenceLayout layout = Pass._states.Layout;
            int time = layout.Time(step);
            Pass._states.MoveTo(time);
            Pass._input.MoveTo(time);
            _gates = Pass._gates == null ? null : Pass._gates + (4 * layout.Row(time, 0));
        }

        public readonly StepPiece Piece(int index) => index < Pieces - 1
            ? Pass._input.Piece(KernelPanels(0, Units))
            : Pass._input.StatePiece(Pass._states.Left, Units, Pass._recurrentKernel, Sums, firstLane: 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane update = TLane.Zero, reset = TLane.Zero, candidate = TLane.Zero, recurrent = TLane.Zero;
            float* start = Pass._input.Start(row), state = Pass._input.Bias + (3 * Units);
            if (start != null)
            {
                update = edge.Load<TLane>(start + unit);
                reset = edge.Load<TLane>(start + Units + unit);
                candidate = edge.Load<TLane>(start + (2 * Units) + unit);
            }

            if (Pass._input.Bias != null)
                recurrent = edge.Load<TLane>(state + (2 * Units) + unit);
            if (Pass._input.Bias != null && !Pass._input.IsLookup)
            {
                update += edge.Load<TLane>(state + unit);
                reset += edge.Load<TLane>(state + Units + unit);
            }

            TLane.Store(candidate, sums);
            TLane.Store(update, sums + TLane.Width);
            TLane.Store(reset, sums + (2 * TLane.Width));
            TLane.Store(recurrent, sums + (3 * TLane.Width));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane previous = Pass._states.Previous<TLane, TEdge>(row, unit, edge);
            if (!Pass._states.Counts(row))
            {
                Pass._states.Leave(previous, row, unit, edge);
                return;
            }

            TLane update = TRecurrent.Apply(TLane.Load(sums + TLane.Width));
            TLane reset = TRecurrent.Apply(TLane.Load(sums + (2 * TLane.Width)));
            TLane recurrent = TLane.Load(sums + (3 * TLane.Width));
            TLane candidate = TActivation.Apply(TLane.MultiplyAdd(reset, recurrent, TLane.Load(sums)));
            Pass._states.Leave(TLane.MultiplyAdd(update, previous - candidate, candidate), row, unit, edge);
            if (_gates == null)
                return;
            float* gates = _gates + ((nint)row * 4 * Units) + unit;
            edge.Store(update, gates);
            edge.Store(reset, gates + Units);
            edge.Store(candidate, gates + (2 * Units));
            edge.Store(recurrent, gates + (3 * Units));
        }
    }
}
