using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>A simple recurrent layer over a whole sequence: h' = φ(b + x·W + h·U).</summary>
unsafe struct SimpleRnnForward : IRecurrentKernel
{
    Workers _workers;
    StepStates _states;
    StepInput _input;
    ZoneRows _zones;
    float* _recurrentKernel;

    /// <summary>How W and U are packed, and the transpose of U in the backward pass.</summary>
    public static PanelLayout Panels(int depth, int units) => new(depth, units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="input">x, W and b: [units].</param>
    /// <param name="recurrentKernel">U in panels.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as W and U are packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, SequenceInput input, ReadOnlySpan<float> recurrentKernel,
        Span<float> hidden, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        input.Check(layout, Panels(input.Features, units), units);
        masks.Check(layout);
        Lengths.Check(recurrentKernel, (Panels(units, units) with { Format = input.Format }).Length);
        Lengths.Check(hidden, layout.StateLength);
        fixed (int* ids = input.Ids)
        fixed (float* x = input.Values, kernel = input.Kernel, bias = input.Bias, recurrent = recurrentKernel, hiddenAt = hidden, unitsAt = masks.Units,
            dropped = masks.Dropped)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new SimpleRnnForward
            {
                _workers = workers, _input = new(x, input.Features, ids, kernel, bias, layout.Batch, units, input.Format), _recurrentKernel = recurrent,
                _states = new() { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped },
            };
            pass._zones = new() { States = pass._states, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
            RecurrentDispatch.Run(ref pass, activation, ActivationFunction.Linear, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _states.Layout;
        var phase = new Phase<TActivation> { Pass = this };
        if (_zones.Exist)
            RowPass.Run<TLane, Phase<TActivation>, ZoneRows>(_workers, layout, phase, _zones, (long)layout.Units * layout.Units, 0, layout.Steps - 1);
        else
            SequencePass.Run<TLane, Phase<TActivation>, NoPhase>(_workers, layout, phase, default, (long)layout.Units * layout.Units, 0, layout.Steps - 1);
    }

    struct Phase<TActivation> : IStepPhase where TActivation : struct, IActivation
    {
        public SimpleRnnForward Pass;

        public static bool Exists => true;

        readonly int Units => Pass._states.Layout.Units;

        public readonly PanelLayout Sums => Panels(0, Units);

        public readonly int Pieces => Pass._input.Pieces;

        public void MoveTo(int step)
        {
            int time = Pass._states.Layout.Time(step);
            Pass._states.MoveTo(time);
            Pass._input.MoveTo(time);
        }

        public readonly StepPiece Piece(int index) => index < Pieces - 1
            ? Pass._input.Piece(Sums)
            : Pass._input.StatePiece(Pass._states.Left, Units, Pass._recurrentKernel, Sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            float* start = Pass._input.Start(row);
            TLane.Store(start == null ? TLane.Zero : edge.Load<TLane>(start + unit), sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            Pass._states.Leave(
                Pass._states.Counts(row) ? TActivation.Apply(TLane.Load(sums)) : Pass._states.Previous<TLane, TEdge>(row, unit, edge), row, unit, edge);
    }
}
